// @types/blessed knows the package's front door only.
declare module 'blessed/lib/widgets/screen.js' {
  const Screen: unknown;
  export default Screen;
}
