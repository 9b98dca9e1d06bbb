// Keys answer: y right, n wrong, s skip; a, r, e, u, d tell what is wrong. “Wrong” wants to know what.
const form = document.getElementById('review');
if (form) {
  const boxes = [...form.querySelectorAll('input[type=checkbox]')];
  document.addEventListener('keydown', (key) => {
    const inField = key.target.matches('input:not([type=checkbox]), textarea, select');
    if (inField || key.ctrlKey || key.metaKey || key.altKey) return;
    const chosen = form.querySelector(`[data-key="${CSS.escape(key.key)}"]`);
    if (!chosen) return;
    key.preventDefault();
    if (chosen.type === 'checkbox') chosen.checked = !chosen.checked;
    else form.requestSubmit(chosen);
  });
  form.addEventListener('submit', (submit) => {
    const isWrong = submit.submitter?.value === 'wrong';
    if (isWrong && !boxes.some((box) => box.checked)) {
      submit.preventDefault();
      boxes[0].focus();
      form.querySelector('legend').textContent = 'What is wrong? Choose at least one.';
    }
    if (!isWrong) for (const box of boxes) box.checked = false;
  });
}
