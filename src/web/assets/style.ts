// The style sheet of the pages: system fonts, one accent colour, an 8-pixel grid, light and dark, no outside resources.

export const style = `
:root{--ink:#16202a;--quiet:#52606d;--line:#d5dbe1;--paper:#f4f6f8;--card:#fff;--soft:#eef3f7;--accent:#0b5b8c;--accent-ink:#fff;--bad:#a4262c;--bad-paper:#fdf2f2;--good:#1b6b3a;--good-paper:#eef7f1;--warn:#8a4b00;--focus:#f2a900;--device:#27323d;--device-2:#3a4754;--device-ink:#c9d3dc;--key:#e3eaf0;--glass:#b5bf98;--lit:#1b2212;--ghost:#a8b28b;--banner:#3d2f00;--banner-2:#473700;--banner-ink:#ffe9a8;color-scheme:light}
@media (prefers-color-scheme:dark){:root{--ink:#e6ecf2;--quiet:#a2afbb;--line:#36424d;--paper:#10161c;--card:#19212a;--soft:#202b36;--accent:#74c0ea;--accent-ink:#06202f;--bad:#ff9d9d;--bad-paper:#33191b;--good:#83d8a4;--good-paper:#15291d;--warn:#f2c46d;--focus:#f2b134;--device:#0b1015;--device-2:#2b3641;--device-ink:#aebac6;--key:#c8d3dc;--glass:#929c74;--lit:#10150a;--ghost:#869069;color-scheme:dark}}
@media (prefers-contrast:more){:root{--line:currentColor;--quiet:var(--ink)}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column}
a{color:var(--accent);text-underline-offset:3px;text-decoration-thickness:1px}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
[tabindex="-1"]:focus{outline:none}.refusal:focus{outline:3px solid var(--focus)}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 24px}
h2{font-size:1.125rem;line-height:1.35;margin:0 0 8px}h3{font-size:1rem;margin:16px 0 4px}.page>h2,section>h2{margin-top:0}.page>h2{margin-top:32px}
p{margin:0 0 16px;max-width:66ch}.lead{font-size:1.125rem;color:var(--quiet)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px 16px;z-index:2}
.banner{margin:0;max-width:none;padding:8px clamp(16px,2vw,24px);font-size:.875rem;font-weight:600;color:var(--banner-ink);background:repeating-linear-gradient(135deg,var(--banner) 0 16px,var(--banner-2) 16px 32px)}
.top{display:flex;flex-wrap:wrap;align-items:stretch;gap:0 32px;padding:0 clamp(16px,2vw,24px);background:var(--card);border-bottom:1px solid var(--line);min-height:64px}
.brand{font-size:1.25rem;font-weight:700;letter-spacing:-.01em;color:var(--ink);text-decoration:none;align-self:center;padding:8px 0}
.tabs{display:flex;min-width:0}.tabs ul{display:flex;flex-wrap:wrap;gap:0 24px;list-style:none;margin:0;padding:0}
.tabs a{display:flex;align-items:center;height:100%;min-height:44px;color:var(--quiet);text-decoration:none;border-top:3px solid transparent;border-bottom:3px solid transparent}
.tabs a:hover{color:var(--ink);border-bottom-color:var(--line)}.tabs a[aria-current]{color:var(--ink);font-weight:600;border-bottom-color:var(--accent)}
.corner{margin-left:auto;align-self:center}
.columns{flex:1;display:grid;grid-template-columns:minmax(0,1fr) 360px;gap:32px;padding:32px clamp(16px,2vw,24px);width:100%;max-width:1440px}
.columns.alone{grid-template-columns:minmax(0,1fr)}.columns.alone>.page{max-width:1392px}
.page{min-width:0}
.foot{display:flex;flex-wrap:wrap;gap:8px 24px;padding:16px clamp(16px,2vw,24px);border-top:1px solid var(--line);font-size:.875rem}.foot a{color:var(--quiet)}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:24px;margin:0 0 24px}.card>:last-child{margin-bottom:0}
.narrow{max-width:512px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,288px),1fr));gap:0 32px;align-items:start}.two.wide-left{grid-template-columns:minmax(0,2fr) minmax(280px,1fr)}
.quiet,.hint{color:var(--quiet)}.hint{font-size:.9375rem;margin:0 0 4px}
.form{max-width:464px;margin:0}.form.tight{margin-top:8px}.field{margin:0 0 24px;border:0;padding:0;min-width:0}
.field.wrong{border-left:4px solid var(--bad);padding-left:12px}
.label{display:flex;align-items:baseline;gap:6px;position:relative}label,legend{display:block;font-weight:600;margin:0 0 4px;padding:0}.required{color:var(--bad)}
.help summary{list-style:none;display:inline-grid;place-items:center;width:24px;height:24px;border:1px solid var(--quiet);border-radius:50%;font-size:.8125rem;font-weight:700;color:var(--quiet);cursor:pointer}.help summary::-webkit-details-marker{display:none}
.help[open]{flex:1}.help p{margin:4px 0 4px;font-size:.9375rem;color:var(--quiet)}
input[type=text],input[type=password],select{width:100%;max-width:100%;min-height:44px;padding:8px 12px;font:inherit;color:inherit;background:var(--card);border:1.5px solid var(--quiet);border-radius:4px}
input[type=file]{font:inherit;max-width:100%;padding:8px 0}
.wrong input,.wrong select{border-color:var(--bad);border-width:2px}::placeholder{color:var(--quiet);opacity:1}
input.code{max-width:14ch;letter-spacing:.18em;font-variant-numeric:tabular-nums}
.check{font-weight:400;display:flex;gap:12px;align-items:flex-start;margin:0;padding:8px 0}.check[hidden]{display:none}.check input{flex:none;width:22px;height:22px;margin:1px 0 0;accent-color:var(--accent)}
.error{color:var(--bad);font-weight:600;margin:0 0 4px}
button,.button{font:inherit;font-weight:600;line-height:1.25;min-height:44px;padding:8px 20px;border-radius:4px;border:1.5px solid var(--accent);background:transparent;color:var(--accent);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center;justify-content:center;text-align:center}
button.primary,.button{background:var(--accent);color:var(--accent-ink)}button:hover,.button:hover{box-shadow:inset 0 0 0 99px rgb(127 127 127/.14)}
button.small{min-height:32px;padding:2px 10px;font-size:.875rem;font-weight:500;color:var(--ink);border-color:var(--line);background:var(--soft)}
button.link{border:0;padding:8px 0;font-weight:400;text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px}button.link:hover{box-shadow:none;text-decoration-thickness:2px}
[hidden]{display:none!important}
.buttons{display:flex;gap:8px 16px;align-items:center;flex-wrap:wrap;margin:0 0 24px}.form>.buttons{margin:0}.end{display:flex;justify-content:flex-end;max-width:none}
.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin:0 0 16px}.inline{display:inline}
.row{display:flex;gap:8px 12px;align-items:flex-end;flex-wrap:wrap;margin:0 0 16px}.row .field{margin:0;flex:1 1 180px;max-width:300px}
.links{list-style:none;padding:0;margin:24px 0 0}.links li{padding:4px 0}.list{padding-left:20px;margin:0 0 16px}.list li{margin:0 0 4px;max-width:66ch}dl.list{padding:0}.list dt{font-weight:600}.list dd{margin:0 0 8px}
.choices{list-style:none;margin:0 0 16px;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,272px),1fr));gap:16px}.choices .card{margin:0;padding:20px}.systems h2{margin:0 0 4px}.systems p{margin:0;color:var(--quiet)}
.refusal{border:2px solid var(--bad);background:var(--bad-paper);padding:16px 20px;margin:0 0 24px;border-radius:8px;max-width:720px}.refusal h2{color:var(--bad)}.refusal a{color:var(--bad);font-weight:600}.refusal>:last-child{margin:0}.refusal dl{margin:0 0 16px}.refusal dt{font-weight:600}.refusal dd{margin:0 0 8px}
.note,.said{border-left:4px solid var(--accent);background:var(--soft);border-radius:0 8px 8px 0;padding:16px 20px;margin:0 0 24px;max-width:720px}.note>:last-child{margin-bottom:0}.said{border-color:var(--good);background:var(--good-paper);font-weight:600}
.waiting::before{content:"";float:right;width:20px;height:20px;border-radius:50%;border:3px solid var(--line);border-top-color:var(--accent);animation:turn 1.2s linear infinite}@keyframes turn{to{transform:rotate(1turn)}}
.facts{display:grid;gap:4px;margin:0 0 24px}.facts div{display:grid;grid-template-columns:minmax(96px,152px) minmax(0,1fr);gap:16px}.facts dt{color:var(--quiet)}.facts dd{margin:0;overflow-wrap:anywhere}
.scroll{position:relative;overflow-x:auto;padding:16px 24px}.scroll table{margin:0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;font-size:1.125rem;padding:0 0 8px}
th,td{text-align:left;padding:12px 16px 12px 0;border-bottom:1px solid var(--line);vertical-align:top;max-width:36ch;overflow-wrap:break-word}td{min-width:72px}tr:last-child td{border-bottom:0}th:last-child,td:last-child{padding-right:0}
th{font-size:.8125rem;color:var(--quiet);font-weight:600;white-space:nowrap}
.status{font-weight:600;color:var(--good);white-space:nowrap}.status.inactive,.status.under-way,.status.entered,.status.draft,.status.not-paired{color:var(--warn)}.status.lost,.status.deleted,.status.revoked,.status.cancelled{color:var(--bad)}.status.none,.status.answered,.status.arrived{color:var(--quiet)}
.actions{display:flex;flex-wrap:wrap;gap:4px 12px}
.steps{display:flex;list-style:none;padding:0;margin:0 0 24px}.steps li{display:grid;place-items:center;width:32px;height:32px;border-radius:50%;border:2px solid var(--line);color:var(--quiet);font-weight:600}.steps li+li{margin-left:40px;position:relative}.steps li+li::before{content:"";position:absolute;right:30px;width:40px;height:2px;background:var(--line)}.steps li[aria-current]{border-color:var(--accent);background:var(--accent);color:var(--accent-ink)}.steps .past{border-color:var(--accent);color:var(--accent)}
.main-menu{align-self:center;position:relative}.main-menu>summary{list-style:none;font-size:1.25rem;width:44px;height:44px;display:grid;place-items:center;cursor:pointer;border:1px solid var(--line);border-radius:4px}.main-menu>summary::-webkit-details-marker{display:none}.main-menu nav{position:absolute;z-index:2;top:52px;left:0;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px;min-width:220px;box-shadow:0 8px 24px rgb(0 0 0/.16)}.main-menu nav summary{cursor:pointer;padding:8px 0;font-weight:600}
.more{margin:0 0 8px}.more>summary{cursor:pointer;padding:6px 0;color:var(--accent)}.more.card{padding:8px 24px;margin:0 0 8px}.more.card[open]{padding-bottom:24px}.more.card>summary{font-weight:600}
.typed,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}.big{font-size:1.375rem;letter-spacing:.06em}
.same{font-size:.8125rem;color:var(--quiet);margin:0;max-width:none}.same code{margin-right:12px}.tool{margin:0 0 24px}.tool .row{margin:0 0 8px}.controls{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:0 32px}
.mail{list-style:none;padding:0;margin:0}.mail .card{padding:16px 24px}.mail header{display:flex;justify-content:space-between;gap:16px}.mail .quiet{font-size:.9375rem}.mail .text{white-space:pre-wrap}
.statement{border-left:4px solid var(--line);padding-left:16px}.box::before{content:"";width:18px;height:18px;border:2px solid currentColor;border-radius:3px;margin-right:10px}.box[aria-pressed=true]::before{content:"✓";display:grid;place-items:center;line-height:1;background:var(--accent);color:var(--accent-ink);border-color:var(--accent)}
.backup-codes{columns:2;list-style:none;padding:0}.backup-codes li{padding:4px 0}
.qr{display:block;width:216px;max-width:100%;margin:0 0 16px}.qr .paper{fill:#fff}.qr .ink{fill:#000}
.pictures{display:grid;gap:16px}.pictures figure{margin:0}.pictures svg{display:block;width:100%;max-width:272px}.pictures figcaption{font-size:.875rem;color:var(--quiet);margin-top:8px;max-width:272px}.pictures .body{fill:var(--device)}.pictures .glass{fill:var(--glass)}.pictures .digits{font:600 20px ui-monospace,monospace;letter-spacing:2px;fill:var(--lit)}.pictures .key{fill:var(--key)}.pictures text{font-size:12px;fill:var(--device-ink)}.pictures .serial{font-size:15px;font-weight:700;fill:#fff}
.bench{min-width:0;align-self:start;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:20px}
.clock{display:flex;gap:4px 12px;align-items:baseline;flex-wrap:wrap;margin:0 0 12px}.clock h2{margin:0}.clock h2 a{color:inherit;text-decoration:none}.clock span{font-size:.875rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.fobs{list-style:none;margin:0 0 8px;padding:0;display:grid;gap:24px}.fobs.wide{grid-template-columns:repeat(auto-fill,minmax(min(100%,264px),1fr));margin-bottom:32px}.fobs.wide .fob{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px}
.fob .under{display:flex;flex-wrap:wrap;gap:0 12px;align-items:baseline;margin:8px 0 0}.fob .under a{font-weight:600;color:var(--ink)}.fob .under .quiet,.fob .state{font-size:.875rem}.fob .state{display:flex;gap:16px;margin:0}.fob .more{margin:0}.fob .more .line{margin:4px 0 8px}.fob .more>summary{font-size:.875rem;padding:4px 0}
.body{background:linear-gradient(var(--device-2),var(--device));border-radius:32px;padding:12px 22px 14px;color:var(--device-ink);border:1px solid var(--device-2)}.body.symantec{border-radius:16px}
.print{font-size:.6875rem;letter-spacing:.08em;text-transform:uppercase;text-align:center;margin:0 0 8px}
.body form{display:block;text-align:center;margin-top:10px}.fob-button{border-radius:999px;min-height:36px;width:88px;padding:0;background:var(--key);border:0;box-shadow:inset 0 -3px 0 rgb(0 0 0/.2)}.fob-button:hover{box-shadow:inset 0 -3px 0 rgb(0 0 0/.2),inset 0 0 0 99px rgb(0 0 0/.06)}.fob-button:active{box-shadow:inset 0 3px 0 rgb(0 0 0/.25)}.body :focus-visible{outline-offset:3px}
.screen{background:var(--soft);border:2px solid var(--device-2);border-radius:16px;padding:12px 16px}.screen p{margin:0 0 8px}.screen form.inline{display:block}.app-code{font-size:1.5rem;font-variant-numeric:tabular-nums;letter-spacing:.1em}.app-code .quiet{font-size:.875rem;letter-spacing:0}.messages{list-style:none;padding:0;margin:0}.messages li{border-top:1px solid var(--line);padding:8px 0 0;font-size:.9375rem}
.off{color:var(--warn);font-weight:600}.battery{color:var(--quiet);white-space:nowrap}.battery.low,.battery.dead{color:var(--bad);font-weight:600}
.back-side{display:grid;justify-items:center;gap:2px;background:var(--device);color:var(--device-ink);border-radius:24px;padding:12px;margin:8px 0 16px;font-size:.8125rem}.back-side strong{color:#fff;font-size:1.0625rem;letter-spacing:.06em}
.symbols{position:absolute;width:0;height:0}.lcd{display:block;width:100%;height:auto}.lcd .glass{fill:var(--glass)}.lcd .lit{fill:var(--lit);color:var(--lit)}.lcd .ghost{fill:var(--ghost)}
.chart{margin:0}.chart svg{width:100%;height:auto;display:block}.chart text{font-size:14px;fill:var(--quiet)}.chart .window{fill:var(--soft)}.chart .grid{stroke:var(--line)}.chart .axis{stroke:var(--quiet)}.chart .past{fill:none;stroke:var(--accent);stroke-width:3}.chart .future{fill:none;stroke:var(--accent);stroke-width:2;stroke-dasharray:6 5}.chart .now{fill:var(--accent)}.chart .leaves{fill:var(--bad)}.chart figcaption{color:var(--quiet);margin-top:8px}
@media (max-width:960px){.columns{grid-template-columns:minmax(0,1fr);padding-top:24px}.two.wide-left{grid-template-columns:minmax(0,1fr)}.bench .fobs{grid-template-columns:repeat(auto-fill,minmax(min(100%,264px),1fr))}}
@media (max-width:560px){h1{font-size:1.5rem}.card{padding:16px}.scroll{padding:12px 16px}.facts div{grid-template-columns:minmax(0,1fr);gap:0;margin-bottom:8px}.top{gap:0 16px;min-height:56px}.tabs{order:3;width:100%;overflow-x:auto}.tabs ul{flex-wrap:nowrap}.tabs a{white-space:nowrap}.buttons .button,.form>.buttons>button.primary{flex:1 1 auto}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media print{.bench,.foot,.tabs{display:none}}
.entry{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:end;max-width:960px;margin:0 0 16px}.entry .field{margin:0;flex:1 1 208px}.entry input[type=text]{font-size:1.25rem;font-variant-numeric:tabular-nums}
.filter{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;margin:0 0 16px}.filter label{margin:0}.filter input[type=text]{width:208px}.ways{display:inline-flex;gap:16px;margin-left:auto}
.status.now{color:var(--bad)}.status.soon{color:var(--warn)}.status.later{color:var(--quiet)}.status.fine{color:var(--good)}
.corrections{display:flex;flex-wrap:wrap;gap:8px 16px}.corrections form{display:flex;gap:8px;align-items:center}.corrections input[type=text]{width:128px;min-height:36px;padding:4px 8px}
.doubt{border-left:4px solid var(--warn)}
`;
