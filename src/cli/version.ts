// Filled in by the bundler from package.json.
declare const FOBLAB_VERSION: string;
export const version = typeof FOBLAB_VERSION === 'string' ? FOBLAB_VERSION : 'development';
