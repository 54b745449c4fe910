// How the pages look: system fonts, one accent, an 8-pixel rhythm, light and dark, and nothing from outside.

export const style = `
:root{--ink:#17212b;--quiet:#52606d;--line:#cfd6dd;--paper:#f5f7f9;--card:#fff;--accent:#0b5f7d;--accent-ink:#fff;--bad:#a4262c;--bad-paper:#fdf1f1;--good:#1d6b3c;--warn:#7a4d00;--focus:#f2b134;--glass:#aeb78f;--lit:#1d2414;--ghost:#a1aa82;--banner:#fff3cd;--banner-ink:#4a3600;color-scheme:light}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--quiet:#a3afba;--line:#3a4650;--paper:#12181e;--card:#1b232b;--accent:#6cc5e5;--accent-ink:#06222d;--bad:#ff9a9a;--bad-paper:#34191b;--good:#7fd6a0;--warn:#f0c36d;--focus:#f2b134;--glass:#87906b;--lit:#10150a;--ghost:#7d8662;--banner:#4a3600;--banner-ink:#fff3cd;color-scheme:dark}}
@media (prefers-contrast:more){:root{--line:currentColor;--quiet:var(--ink)}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--paper)}
body{margin:0}
a{color:var(--accent);text-underline-offset:3px}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 16px}h1:focus{outline:none}
h2{font-size:1.125rem;margin:0 0 8px}
p{margin:0 0 16px;max-width:65ch}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px;z-index:2}
.banner{background:var(--banner);color:var(--banner-ink);padding:8px 24px;font-size:.9375rem;border-bottom:1px solid var(--line)}
.columns{display:grid;grid-template-columns:minmax(0,1fr) 340px;min-height:calc(100vh - 41px)}
.columns.alone{grid-template-columns:minmax(0,1fr)}
.page{padding:32px clamp(16px,5vw,64px);max-width:1120px}
.system{color:var(--quiet);font-size:.875rem;letter-spacing:.02em;margin:0 0 8px}
.bench{background:var(--card);border-left:1px solid var(--line);padding:24px 20px}
.clock{display:flex;gap:8px;align-items:baseline;flex-wrap:wrap;margin:0 0 8px}.clock time{font-variant-numeric:tabular-nums;font-weight:600}
.quiet,.hint{color:var(--quiet)}.hint{font-size:.9375rem;margin:0 0 4px}
.tabs ul{display:flex;flex-wrap:wrap;gap:4px 24px;list-style:none;margin:0 0 32px;padding:0;border-bottom:1px solid var(--line)}
.tabs a,.tabs .link{display:inline-block;padding:8px 0;text-decoration:none;border-bottom:3px solid transparent;color:var(--ink)}
.tabs a[aria-current]{border-color:var(--accent);font-weight:600}.tabs a:hover{border-color:var(--line)}
.form{max-width:480px;margin:0 0 32px}.field{margin:0 0 24px}
.field.wrong{border-left:4px solid var(--bad);padding-left:12px}
label{display:block;font-weight:600;margin:0 0 4px}.required{color:var(--bad)}
input[type=text],input[type=password],select{width:100%;max-width:100%;min-height:44px;padding:8px 12px;font:inherit;color:inherit;background:var(--card);border:1.5px solid var(--quiet);border-radius:4px}
input.code{max-width:12ch;letter-spacing:.2em;font-variant-numeric:tabular-nums}
.check{font-weight:400;display:flex;gap:8px;align-items:center;margin-top:8px}.check[hidden]{display:none}.check input{width:20px;height:20px}
.error{color:var(--bad);font-weight:600;margin:0 0 4px}
button,.button{font:inherit;font-weight:600;min-height:44px;padding:8px 20px;border-radius:4px;border:1.5px solid var(--accent);background:transparent;color:var(--accent);cursor:pointer;text-decoration:none;display:inline-block}
button.primary,.button{background:var(--accent);color:var(--accent-ink)}
button:hover,.button:hover{filter:brightness(1.08)}
button.small{min-height:32px;padding:2px 10px;font-size:.875rem;font-weight:500}
button.link{border:0;padding:8px 0;min-height:0;font-weight:400}
.buttons{display:flex;gap:16px;align-items:center;flex-wrap:wrap}
.links,.systems{list-style:none;padding:0;margin:0 0 24px}.links li,.systems li{margin:0 0 8px}.systems a{font-weight:600;margin-right:8px}
.refusal{border:3px solid var(--bad);background:var(--bad-paper);padding:16px 20px;margin:0 0 24px;border-radius:4px;max-width:720px}
.refusal h2{color:var(--bad)}.refusal p:last-child{margin:0}.refusal dl{margin:0 0 16px}.refusal dt{font-weight:600}.refusal dd{margin:0 0 8px}
.advice{border-left:4px solid var(--accent);background:var(--card);padding:12px 16px;max-width:720px}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 24px;margin:0 0 24px}.facts dt{color:var(--quiet)}.facts dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:0 0 24px}
table{border-collapse:collapse;width:100%;background:var(--card);font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;font-size:1.125rem;padding:0 0 8px;background:var(--paper)}
th,td{text-align:left;padding:10px 12px;border-bottom:1px solid var(--line);vertical-align:top;max-width:32ch;overflow-wrap:anywhere}
th{font-size:.875rem;color:var(--quiet);font-weight:600;white-space:nowrap}
.status::before{content:"● "}.status.active,.status{color:var(--good)}.status.inactive,.status.lost,.status.deleted{color:var(--warn)}
.actions{display:flex;gap:12px}
.row{display:flex;gap:8px;align-items:end;flex-wrap:wrap;margin:0 0 16px}.row .field{margin:0}.inline{display:inline}
.controls{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:8px 32px;margin:0 0 24px}
.fobs{list-style:none;margin:0;padding:0;display:grid;gap:16px}.fobs.wide{grid-template-columns:repeat(auto-fill,minmax(260px,1fr));margin-bottom:32px}
.fob{border:1px solid var(--line);border-radius:12px;padding:16px;background:var(--paper)}.fob.large{max-width:520px;margin:0 0 16px}
.fob header{display:flex;justify-content:space-between;gap:8px;margin:0 0 8px}.fob header a{font-weight:600;text-decoration:none}
.fob footer{display:flex;align-items:center;gap:8px;margin-top:12px}
.fob-button{border-radius:999px;min-height:40px;padding:6px 24px;background:var(--accent);color:var(--accent-ink)}
.battery{margin-left:auto;white-space:nowrap;font-size:.875rem;color:var(--quiet)}.battery.low,.battery.dead{color:var(--bad);font-weight:600}
.lcd{display:block;width:100%;height:auto;color:var(--lit)}.lcd .glass{fill:var(--glass)}.lcd .lit{fill:var(--lit);color:var(--lit)}.lcd .ghost{fill:var(--ghost)}
.typed,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.same{font-size:.875rem;color:var(--quiet);margin:4px 0 16px}.same code{margin-right:12px}
.mail{list-style:none;padding:0}.mail article{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px 20px;margin:0 0 16px}.mail .text{white-space:pre-wrap}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-width:900px){.columns{grid-template-columns:minmax(0,1fr)}.bench{border-left:0;border-top:1px solid var(--line)}.facts{grid-template-columns:1fr}.facts dd{margin-bottom:8px}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`;
