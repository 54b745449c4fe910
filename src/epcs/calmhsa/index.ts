// CalMHSA Rx.
export * from './smartcare.js';
