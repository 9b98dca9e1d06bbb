// The picture of README: node picture.mjs ADDRESS CHROMIUM FILE
import { chromium } from 'playwright-core';

const [address, executablePath, path] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1100, height: 780 }, colorScheme: 'light', reducedMotion: 'reduce' });
await page.goto(address);
await page.locator('a.mark.is-trigger', { hasText: 'recognize' }).first().click();
await page.evaluate(() => document.querySelector('.report').scrollIntoView());
await page.screenshot({ path });
await browser.close();
