// Loads `oidc-provider` only when a server needs it, so that other commands start faster.
export type ProviderModule = typeof import('oidc-provider');

/** On Node 20 the package warns when it loads. We test it on Node 20, so this one warning is silenced. */
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
