// Loads `oidc-provider`, which a command that serves nothing never pays for.
export type ProviderModule = typeof import('oidc-provider');

/** On Node 20 the package advises Node 22 when it loads; it is tested on 20, so that one line is left out. */
const advice = 'Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.';

export async function loadProvider(
  load: () => Promise<ProviderModule> = () => import('oidc-provider'),
): Promise<ProviderModule> {
  const { warn } = console;
  console.warn = (...given: unknown[]) => {
    if (!(typeof given[0] === 'string' && given[0].includes(advice))) warn.apply(console, given);
  };
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}
