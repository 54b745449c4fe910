// One HTML file for a printer: no script, nothing loaded from elsewhere.

export function printPage(title: string, body: readonly string[], landscape = false): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style(landscape)}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`;
}

/** Text that people and targets gave must not become markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function style(landscape: boolean): string {
  return `
@page { size: A4${landscape ? ' landscape' : ''}; margin: 14mm; }
body { font: 10.5pt/1.4 system-ui, "Liberation Sans", Arial, sans-serif; color: #1b1f24; margin: 2rem auto; max-width: ${landscape ? '78rem' : '48rem'}; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; break-after: avoid; }
p { margin: .3rem 0; }
.note { border-left: .3rem solid #b45309; background: #fff7ed; padding: .5rem .8rem; margin: .8rem 0; }
.advice { border-left: .3rem solid #57606a; padding: .5rem .8rem; margin: .8rem 0; font-weight: 600; }
.advice.now { border-color: #b3261e; } .advice.soon { border-color: #b45309; } .advice.none { border-color: #1a7f37; }
.quiet { color: #57606a; }
table { border-collapse: collapse; width: 100%; font-size: .92em; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid #d0d7de; }
th { border-bottom: 2px solid #1b1f24; font-weight: 600; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.code { font-family: ui-monospace, "Liberation Mono", monospace; white-space: nowrap; }
.mark { display: inline-block; min-width: 3.2em; padding: 0 .4em; border: 1px solid; border-radius: .25em; text-align: center; font-weight: 600; white-space: nowrap; }
.mark.now { color: #b3261e; } .mark.soon { color: #92400e; } .mark.later { color: #57606a; } .mark.none { color: #1a7f37; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .4rem 0; }
dt { color: #57606a; } dd { margin: 0; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; } a { color: inherit; text-decoration: none; } }
`;
}
