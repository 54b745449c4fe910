// The version of an app, as its user reads it off the phone: an activation link wants 1.5.0 or greater (002:62).
import { OperationError } from '../../contract/operation-error.js';
import { type Parameter, text } from '../../contract/parameter.js';

export function appVersion(summary: string): Parameter<string, false, string> {
  const parameter = text(summary, 'version');
  return {
    ...parameter,
    read(value, name) {
      const given = parameter.read(value, name).trim();
      if (/^[0-9]{1,6}\.[0-9]{1,6}(?:\.[0-9]{1,6})?$/.test(given)) return given;
      throw new OperationError('usage', `${name}: this is no version; give one such as 1.5.0`, {
        parameter: name,
      });
    },
  };
}
