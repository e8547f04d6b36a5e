/** Colours, type and what all pages share. Contrast holds in both schemes (WCAG AA). */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --page: #f4f2ed; --card: #fffefb; --ink: #1d2329; --quiet: #59626c; --line: #d9d5ca; --field: #ffffff;
  --accent: #1a5a88; --on-accent: #ffffff; --accent-soft: #e3eef6;
  --amber: #7a4b00; --amber-soft: #fdf0d3; --amber-line: #e2b44d;
  --red: #a3231c; --red-soft: #fbe5e2; --green: #1e6b3a; --green-soft: #e0f2e6;
  --grey-soft: #e9e7e1; --purple: #6a3a9c; --purple-soft: #efe6f8;
  --mark: #ffe28a; --mark-line: #d9a400; --shadow: 0 1px 2px rgb(30 25 10 / .07);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181c; --card: #1c2127; --ink: #e6e8ea; --quiet: #a3adb8; --line: #343c45; --field: #12161a;
    --accent: #7db8e4; --on-accent: #0c1a26; --accent-soft: #1d3345;
    --amber: #f0c26b; --amber-soft: #3a2e14; --amber-line: #7d6326;
    --red: #f49a92; --red-soft: #43201d; --green: #83d3a0; --green-soft: #18362a;
    --grey-soft: #2a3038; --purple: #cba9ee; --purple-soft: #33244a;
    --mark: #6b5310; --mark-line: #b48a18; --shadow: none;
  }
}
* { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; -webkit-text-size-adjust: 100%; overflow-y: scroll; scroll-padding: 1rem 0 5rem; }
body { margin: 0; overflow-wrap: break-word; }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1rem; line-height: 1.35; margin: 0 0 .5rem; }
p { margin: 0 0 .5rem; }
a { color: var(--accent); text-underline-offset: .15em; }
small { font-size: .85rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 9; }
main { max-width: 1480px; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; background: var(--card); border-bottom: 1px solid var(--line); padding: .5rem 1rem; }
.brand { display: flex; gap: .5rem; align-items: center; font-weight: 700; color: var(--ink); text-decoration: none; letter-spacing: -.01em; }
.brand-page { fill: var(--accent); } .brand-line { stroke: var(--on-accent); stroke-width: 1.4; fill: none; }
.brand-bar { fill: #ffd166; } .brand-bar-2 { fill: var(--on-accent); }
.top nav { display: flex; flex-wrap: wrap; gap: .1rem; flex: 1; }
.top nav a { color: var(--quiet); text-decoration: none; padding: .3rem .6rem; border-radius: 6px; white-space: nowrap; }
.top nav a:hover { background: var(--grey-soft); color: var(--ink); }
.top nav a[aria-current] { color: var(--ink); background: var(--accent-soft); font-weight: 600; }
.count { background: var(--accent); color: var(--on-accent); border-radius: 99px; font-size: .78rem; font-weight: 600; padding: .05rem .45rem; margin-left: .4rem; }
.who { display: flex; gap: .6rem; align-items: center; color: var(--quiet); font-size: .9rem; }
.who form { margin: 0; }
.help { min-width: 2rem; justify-content: center; }
.done { display: flex; gap: 1rem; align-items: center; justify-content: center; background: var(--green-soft); color: var(--green); padding: .4rem 1rem; }
.done form { margin: 0; }
.head { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; margin-bottom: 1rem; }
.head p { margin: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.1rem; box-shadow: var(--shadow); margin: 0 0 1rem; min-width: 0; }
.calm { text-align: center; padding: 2.5rem 1rem; color: var(--quiet); }
.alert { background: var(--red-soft); color: var(--red); border: 1px solid currentColor; border-radius: 10px; padding: .7rem 1rem; margin: 0 0 1rem; }
button, .button { font: inherit; font-weight: 600; display: inline-flex; gap: .45rem; align-items: center; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 7px; padding: .4rem .9rem; min-height: 2.4rem; cursor: pointer; text-decoration: none; }
button:hover { filter: brightness(1.08); }
button.plain, .button.plain { color: var(--ink); background: var(--field); border-color: var(--line); font-weight: 500; }
button.plain:hover { border-color: var(--quiet); filter: none; }
kbd { font: 600 .78rem/1 ui-monospace, Menlo, Consolas, monospace; border: 1px solid currentColor; border-radius: 4px; padding: .12rem .32rem; opacity: .85; }
@media (hover: none) { kbd { display: none; } dialog kbd { display: inline; } }
input, select, textarea { font: inherit; color: var(--ink); background: var(--field); border: 1px solid var(--line); border-radius: 7px; padding: .35rem .55rem; min-height: 2.4rem; width: 100%; min-width: 0; }
input, select { border-color: color-mix(in srgb, var(--quiet) 60%, var(--line)); }
textarea { font: .9rem/1.45 ui-monospace, Menlo, Consolas, monospace; }
input[type=checkbox], input[type=radio] { width: 1.05rem; height: 1.05rem; min-height: 0; margin: 0; accent-color: var(--accent); flex: none; }
label { display: block; font-size: .88rem; color: var(--quiet); }
label > input, label > select, label > textarea { margin-top: .15rem; }
.tick { display: flex; gap: .45rem; align-items: center; color: var(--ink); }
.tick input { margin: 0; }
fieldset { border: 0; padding: 0; margin: 0; min-width: 0; }
legend { padding: 0; font-size: .88rem; color: var(--quiet); }
details > summary { cursor: pointer; color: var(--accent); font-weight: 500; }
details.card > summary { font-weight: 600; color: var(--ink); }
details[open] > summary { margin-bottom: .5rem; }
dl.pairs { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem .8rem; margin: 0 0 .7rem; font-size: .92rem; }
dl.pairs dt { color: var(--quiet); } dl.pairs dd { margin: 0; }
.badge { display: inline-block; border-radius: 99px; padding: .05rem .55rem; font-size: .8rem; font-weight: 600; background: var(--grey-soft); color: var(--ink); white-space: nowrap; }
.badge.status-cancelled { text-decoration: line-through; color: var(--quiet); }
.badge.status-in-process, .badge.impact-degraded, .badge.impact-reduced-redundancy { background: var(--amber-soft); color: var(--amber); }
.badge.status-completed, .badge.impact-no-impact { background: var(--green-soft); color: var(--green); }
.badge.impact-outage { background: var(--red-soft); color: var(--red); }
.badge.status-confirmed, .badge.status-re-scheduled { background: var(--accent-soft); color: var(--accent); }
.badge.unsure { background: var(--purple-soft); color: var(--purple); }
.chip { display: inline-flex; gap: .35rem; align-items: center; border: 1px solid var(--line); background: var(--field); border-radius: 6px; padding: .1rem .45rem; margin: .1rem .25rem .1rem 0; font: .84rem/1.4 ui-monospace, Menlo, Consolas, monospace; color: var(--ink); max-width: 100%; overflow-wrap: anywhere; }
.chip.tick { display: inline-flex; cursor: pointer; padding: .25rem .5rem; }
.chip small { color: var(--quiet); font-family: system-ui, sans-serif; }
.chip:has(input:not(:checked)) span { text-decoration: line-through; color: var(--quiet); }
.windows { list-style: none; margin: .1rem 0; padding: 0; font-size: .92rem; font-variant-numeric: tabular-nums; }
.windows .quiet { font-size: .85rem; }
mark { background: var(--mark); color: var(--ink); border-radius: 2px; box-shadow: 0 0 0 1px var(--mark-line); }
dialog { background: var(--card); color: var(--ink); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem; max-width: 26rem; }
dialog::backdrop { background: rgb(0 0 0 / .45); }
dialog dl { margin: 0 0 1rem; } dialog dl > div { display: flex; gap: .8rem; padding: .2rem 0; }
dialog dt { width: 3.5rem; } dialog dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; font-size: .85rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline-offset: -2px; }
.bare main { max-width: 26rem; margin-top: 10vh; }
.bare h1 { margin-bottom: .8rem; } .bare form label { margin-bottom: .8rem; }
time, .num { font-variant-numeric: tabular-nums; }
pre.text { white-space: pre-wrap; overflow-wrap: anywhere; font: .85rem/1.45 ui-monospace, Menlo, Consolas, monospace; margin: .3rem 0 0; }
@media (max-width: 640px) { html { font-size: 16px; } .top { padding: .4rem .6rem; } .top nav { order: 3; flex-basis: 100%; flex-wrap: nowrap; overflow-x: auto; } .who { margin-left: auto; } main { padding: .9rem .6rem 3rem; } .card { padding: .8rem; } h1 { font-size: 1.25rem; } .help { display: none; } }
@media (prefers-reduced-motion: no-preference) { .entry, button { transition: border-color .12s, background-color .12s; } }
`
