// Whether tests run at their full length: CI does so (FOBLAB_THOROUGH=1 in .ci/run), `npm test` takes a share of the rounds,
// so that it ends within five minutes on two cores.
export const thorough = process.env.FOBLAB_THOROUGH === '1';
