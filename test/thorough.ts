// Whether the longest tests run at full length. CI does so: .ci/run sets FOBLAB_THOROUGH=1. Without it they run fewer
// rounds, so that `npm test` ends within five minutes on two cores.
export const thorough = process.env.FOBLAB_THOROUGH === '1';
