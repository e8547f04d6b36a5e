/** What single pages add. */
export const pageStyle = `
.filters { display: flex; flex-wrap: wrap; gap: .6rem .8rem; align-items: end; margin: 0 0 1rem; }
.filters label { min-width: 9rem; } .filters .grow { flex: 1; min-width: 12rem; } .filters .tick { min-width: 0; min-height: 2.4rem; }
.queue { list-style: none; margin: 0; padding: 0; display: grid; gap: .6rem; }
.entry { position: relative; display: grid; grid-template-columns: 13rem minmax(0, 1fr) max-content; gap: .2rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--line); border-radius: 10px; padding: .75rem 1rem; box-shadow: var(--shadow); }
.entry.soon { border-left-color: var(--red); } .entry.near { border-left-color: var(--amber-line); } .entry.far { border-left-color: var(--accent); }
.entry:hover, .entry.selected { border-color: var(--accent); } .entry.selected { outline: 2px solid var(--accent); }
.entry h2 { font-size: 1.05rem; margin: 0; } .entry h2 a { color: var(--ink); text-decoration: none; font-weight: 500; }
.entry h2 a::after { content: ""; position: absolute; inset: 0; border-radius: 10px; }
.entry h2 a:focus-visible { outline: none; } .entry:has(h2 a:focus-visible) { outline: 3px solid var(--accent); }
.vendor { font-weight: 700; }
.when { font-weight: 600; display: flex; flex-direction: column; } .when small { font-weight: 400; color: var(--quiet); } .when.soon { color: var(--red); } .when.near { color: var(--amber); } .when.unknown { color: var(--quiet); }
.subject { color: var(--quiet); margin: 0 0 .3rem; overflow-wrap: anywhere; }
.why { margin: 0 0 .3rem; } .facts { font-size: .92rem; }
.reason { display: inline-block; background: var(--amber-soft); color: var(--amber); border-radius: 5px; padding: 0 .4rem; font-size: .84rem; font-weight: 600; margin-right: .2rem; }
.age { color: var(--quiet); font-size: .88rem; margin: 0; text-align: right; }
.pages { display: flex; gap: .3rem; justify-content: center; margin-top: 1rem; } .pages a { padding: .3rem .7rem; border-radius: 6px; text-decoration: none; } .pages a[aria-current] { background: var(--accent-soft); font-weight: 700; }
.item-head { align-items: start; } .steps { display: flex; gap: 1rem; } .steps a { text-decoration: none; white-space: nowrap; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; align-items: start; }
.mail-side { position: sticky; top: .75rem; display: flex; flex-direction: column; max-height: calc(100vh - 1.5rem); }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: baseline; margin-bottom: .5rem; }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; border-bottom: 2px solid var(--accent); } .tabs > a { padding: .1rem .2rem; }
iframe.mail { height: 72vh; flex: none; } .mail { flex: 1; width: 100%; border: 1px solid var(--line); border-radius: 7px; background: #fff; min-height: 0; }
.mail.lines { overflow: auto; background: var(--field); padding: .6rem .8rem; }
.mail.lines pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .88rem/1.5 ui-monospace, Menlo, Consolas, monospace; } .struck { text-decoration: line-through; color: var(--quiet); }
.doubts { list-style: none; margin: 0; padding: 0; display: grid; gap: .45rem 1.6rem; } .doubts .note .reason { background: var(--grey-soft); color: var(--quiet); }
.why-asked .doubts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); } .why-asked { border-left: 5px solid var(--amber-line); } .answered { border-left: 5px solid var(--green); }
.grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .8rem 1rem; } .wide { grid-column: 1 / -1; }
.from { display: block; color: var(--quiet); font-size: .82rem; margin-top: .15rem; overflow-wrap: anywhere; } .from.none { font-style: italic; }
.zone { display: flex; gap: .5rem; align-items: center; margin: .2rem 0 .4rem; } .zone input { width: 12rem; margin: 0; }
.window { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) max-content; gap: .3rem .7rem; align-items: end; margin-bottom: .5rem; } .window .tick { min-height: 2.4rem; } .window b { color: var(--ink); font-weight: 700; } .window .wrong { grid-column: 1 / -1; }
.wrong { color: var(--red); font-size: .88rem; font-weight: 600; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin-top: 1rem; padding-top: .9rem; border-top: 1px solid var(--line); }
button.main { padding-inline: 1.3rem; } .edit .actions { position: sticky; bottom: 0; background: var(--card); padding-bottom: .9rem; margin-bottom: -1rem; border-radius: 0 0 10px 10px; }
.row { display: flex; gap: .6rem; align-items: end; margin-bottom: .6rem; } .row .grow { flex: 1; }
.found { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; } .found li { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem .7rem; align-items: center; } .found li > * { grid-column: 2; justify-self: start; } .found li > button { grid-column: 1; grid-row: 1 / span 3; align-self: start; }
#ignore label { margin-bottom: .6rem; } #ignore details { margin-bottom: .8rem; }
.later { display: flex; gap: .7rem; align-items: center; }
.change + .change { border-top: 1px solid var(--line); margin-top: .8rem; padding-top: .8rem; }
.before-after { display: grid; grid-template-columns: minmax(0, 1fr) max-content minmax(0, 1fr); gap: .6rem; align-items: center; } .arrow { color: var(--quiet); font-size: 1.2rem; }
.event { border: 1px solid var(--line); border-left: 6px solid var(--bar, var(--line)); border-radius: 7px; padding: .5rem .7rem; align-self: stretch; background: var(--field); } .event p { margin: 0; } .event.absent { border-style: dashed; color: var(--quiet); } .event-title { font-weight: 600; overflow-wrap: anywhere; } .days { font-size: .9rem; }
.colour-11 { --bar: #d04437; } .colour-6 { --bar: #e07b24; } .colour-5 { --bar: #e3b51e; } .colour-2 { --bar: #3f9c63; } .colour-7 { --bar: #3d86c6; } .colour-8 { --bar: #8a929b; } .colour-3 { --bar: #8e5cc4; }
.diff { list-style: none; margin: .5rem 0 0; padding: 0; font: .84rem/1.5 ui-monospace, Menlo, Consolas, monospace; } .diff del { color: var(--red); } .diff ins { color: var(--green); text-decoration: none; } .diff del::before { content: "− "; } .diff ins::before { content: "+ "; }
.history { list-style: none; margin: 0; padding: 0 0 0 1.1rem; border-left: 2px solid var(--line); display: grid; gap: 1rem; } .history > li { position: relative; } .history > li::before { content: ""; position: absolute; left: -1.52rem; top: .42rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--quiet); border: 2px solid var(--card); } .history > li.telling::before { background: var(--accent); } .history > li.person::before { background: var(--purple); } .history p { margin: 0 0 .15rem; }
.two { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1rem; align-items: start; }
.view-bar { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; margin-bottom: .8rem; } .view-bar nav { display: flex; gap: .3rem; } .view-bar a { padding: .25rem .6rem; border-radius: 6px; text-decoration: none; } .view-bar a[aria-current] { background: var(--accent-soft); font-weight: 700; color: var(--ink); }
.timeline { display: block; min-width: 900px; width: 100%; height: auto; } .timeline text { fill: var(--ink); font-size: 13px; font-family: system-ui, sans-serif; } .timeline .dim { fill: var(--quiet); font-size: 12px; } .timeline .rule { stroke: var(--line); } .timeline .weekend { fill: var(--grey-soft); opacity: .6; } .timeline .now { stroke: var(--red); stroke-width: 1.5; } .timeline a:focus-visible rect { stroke: var(--ink); stroke-width: 3; } .timeline .bar { fill: var(--bar); } .timeline .bar.off { fill: url(#off); stroke: #8a929b; } .timeline .bar.unsure { stroke: var(--purple); stroke-width: 2; stroke-dasharray: 4 3; } .timeline .clash { fill: none; stroke: var(--red); stroke-width: 2; } .timeline .bar-text { font-size: 12px; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1rem; font-size: .85rem; color: var(--quiet); margin: .6rem 0 0; padding: 0; list-style: none; } .legend i { display: inline-block; width: .9rem; height: .7rem; border-radius: 3px; background: var(--bar); margin-right: .35rem; }
.month { table-layout: fixed; } .month th { text-align: left; } .month td { border: 1px solid var(--line); height: 6.2rem; padding: .3rem; } .month td.other { background: var(--grey-soft); } .month td.today { outline: 2px solid var(--accent); outline-offset: -2px; } .month .day { font-size: .84rem; color: var(--quiet); display: block; }
.month a.slot { display: block; border-left: 4px solid var(--bar, var(--line)); background: var(--field); color: var(--ink); border-radius: 4px; padding: .05rem .35rem; margin: .12rem 0; font-size: .82rem; text-decoration: none; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; } .month a.slot.off { text-decoration: line-through; color: var(--quiet); }
.groups { display: grid; gap: .8rem; margin-bottom: 1rem; } .groups .card { margin: 0; } td.num { white-space: nowrap; } .group-head { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: center; } .group-head h2 { margin: 0; flex: 1; min-width: 12rem; overflow-wrap: anywhere; } .trend rect { fill: var(--accent); } .trend rect.old { fill: color-mix(in srgb, var(--accent) 45%, var(--card)); } .trend line { stroke: var(--line); }
.group-forms { display: flex; flex-wrap: wrap; gap: .6rem 1.4rem; align-items: end; margin-top: .6rem; } .group-forms form { display: flex; gap: .5rem; align-items: end; }
.example { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--field); border: 1px solid var(--line); border-radius: 7px; padding: .6rem .8rem; font: .84rem/1.45 ui-monospace, Menlo, Consolas, monospace; max-height: 18rem; overflow: auto; margin: .4rem 0 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .8rem; margin-bottom: 1rem; } .tile { margin: 0; } .tile strong { display: block; font-size: 1.6rem; line-height: 1.2; }
.ok { color: var(--green); } .bad { color: var(--red); }
.digest { width: 100%; height: 75vh; border: 1px solid var(--line); border-radius: 10px; background: #fff; }
@media (max-width: 1000px) { .sides, .two { grid-template-columns: minmax(0, 1fr); } .mail-side { position: static; max-height: 70vh; } iframe.mail { height: 55vh; } }
@media (max-width: 640px) {
  .entry { grid-template-columns: minmax(0, 1fr); } .when { flex-direction: row; gap: .6rem; align-items: baseline; } .age { text-align: left; }
  .grid, .window, .before-after { grid-template-columns: minmax(0, 1fr); } .arrow { display: none; } .filters label { flex: 1; min-width: 8rem; } 
  .month { min-width: 44rem; } .steps { width: 100%; justify-content: space-between; }
  .stack thead { position: absolute; left: -9999px; } .stack tr { display: block; border-bottom: 1px solid var(--line); padding: .5rem 0; } .stack td.num { white-space: normal; } .stack td { display: block; border: 0; padding: .1rem 0; }
}
`
