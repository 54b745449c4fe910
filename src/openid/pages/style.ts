// The style sheet of the provider's pages, served from the same origin, as the content security policy requires.

export const style = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
.banner { margin: 0; padding: 8px 16px; background: #5c3a00; color: #fff; }
main { max-width: 32rem; margin: 0 auto; padding: 16px; }
label { display: block; margin: 16px 0; }
input:not([type=radio]) { display: block; box-sizing: border-box; width: 100%; padding: 8px; font: inherit; }
button { padding: 8px 16px; font: inherit; }
form { margin: 16px 0; }
.notice { border-left: 4px solid #b3261e; padding: 0 16px; }
dt { font-weight: 600; }
`;
