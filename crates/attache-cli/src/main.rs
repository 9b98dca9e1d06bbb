//! Provisional.
#![allow(clippy::print_stdout, missing_docs, reason = "provisional")]
use attache::article::Article;
use attache::parse::Workspace;
use attache::reader::Reader;
use std::io::Write;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let reader = match std::env::var("ATTACHE_DATA") {
        Ok(dir) => Reader::with_data(attache::data::Data::load(&attache::data::source::Source::folder(dir.as_ref())?, &[], &[])?)?,
        Err(_) => Reader::embedded()?,
    };
    eprintln!("load {:?}", t.elapsed());
    let mut ws = Workspace::default();
    let out = std::io::stdout().lock();
    let mut out = std::io::BufWriter::new(out);
    let explain = args[1] == "explain";
    for path in &args[2..] {
        let text = std::fs::read_to_string(path)?;
        let articles: Vec<Article> = if path.ends_with(".txt") {
            vec![Article { id: "x".into(), title: None, text, published: None, publisher: None, url: None, language: None }]
        } else {
            text.lines().map(|l| { let v: serde_json::Value = serde_json::from_str(l).unwrap();
              let s = |k: &str| v[k].as_str().map(str::to_owned);
              Article { id: s("id").unwrap(), title: s("title"), text: s("text").unwrap(), published: s("published").and_then(|d| d.parse().ok()), publisher: s("publisher"), url: None, language: None } }).collect()
        };
        for a in &articles {
            let r = reader.walk(a, &mut ws, |step| {
                if !explain { return; }
                let m = step.mentions;
                println!("\n## {}", step.sentence.span.of(&a.text));
                for (i, w) in m.parse.words().iter().enumerate() {
                    let who: Vec<String> = step.actors.at(i).map(|x| format!("{}:{}:{:?}", x.code(), x.name, x.person)).collect();
                    println!("{:3} {:16} {:14} {:6} {:5} {:3} {:12} {}", i, m.form(i), w.lemma, w.upos.name(), w.xpos.name(), w.head.map_or(-1, |h| h as i32), w.deprel.name(), who.join(" | "));
                }
                for miss in step.misses { println!("   near: {} at {}: {}", reader.data.rules.rules[miss.rule as usize].id, m.form(miss.predicate), miss.reason); }
                for e in step.events {
                    let n = |v: &[attache::event::Participant]| v.iter().map(|p| format!("{}({})", p.name, p.code)).collect::<Vec<_>>().join(", ");
                    println!(" => {} -> {} {} {:?} {} {:?} {} [{}] {:?} said {:?}", n(&e.actor), n(&e.recipient), e.event, e.mode, e.cameo, e.act, e.status.name(), e.rule, e.date.as_ref().map(|d| &d.value), e.said_by.iter().map(|s| &s.name).collect::<Vec<_>>());
                }
            });
            if !explain { attache::export::write_jsonl(a, &r.events, &mut out)?; }
        }
    }
    out.flush()?;
    eprintln!("all {:?}", t.elapsed());
    Ok(())
}
