// One button of rubber over carbon, or a dome.

import type { ButtonModel } from '../../firmware-sim/model.js';
import { assumed, type Facts, published } from '../fact.js';

export function tokenButton(hold: Facts<ButtonModel>['holdUs']): Facts<ButtonModel> {
  return {
    debounceUs: assumed(20_000, 'usual firmware practice: longer than any healthy contact bounces'),
    bounceUs: assumed(6_200, 'the worst of the good switches in a well-known study of eighteen'),
    holdUs: hold,
  };
}

/** No long press is documented: a hold counts as a press. */
export const noHold: Facts<ButtonModel>['holdUs'] = assumed(
  6_000_000,
  'no long press is documented for this model; as long as on a GO 7',
);

export const goHold: Facts<ButtonModel>['holdUs'] = published(
  6_000_000,
  'help.iprescribe.com 39511833173907: hold for 6 s or more, then Time, Battery, Serial',
);
