// Adds an account to an app on the bench: from a secret key, from the text of a QR code, or from an activation image.
import type { Site } from '../site.js';

/** @throws OperationError of the operations, or Error if the text is none of these */
export async function addAccount(site: Site, text: string, serial: string): Promise<void> {
  const typed = text.trim();
  if (typed.startsWith('otpauth://')) {
    const secret = new URL(typed).searchParams.get('secret') ?? '';
    await site.run('fob.add', { model: 'idme/code-generator', serial, secret });
  } else if (typed.startsWith('FOBLAB/')) {
    await site.run('fob.add', { model: 'iprescribe/authenticator', serial });
    await site.run('activation.scan', { fob: serial, image: typed });
  } else if (typed === '') {
    throw new Error('The text is empty; give the secret key, or the text of a QR code.');
  } else {
    await site.run('fob.add', { model: 'idme/code-generator', serial, secret: typed.replace(/\s/g, '') });
  }
}
