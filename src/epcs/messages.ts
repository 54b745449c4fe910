// Every message of the relying parties: its text, possible causes, the remedy, and its source. `004:160` is line 160 of the
// document whose name begins with 004; `ours` means that no document has it.

export interface Cause {
  readonly cause: string;
  readonly remedy: string;
}

export interface MessageText {
  readonly message: string;
  readonly causes?: readonly Cause[];
  readonly remedy: string;
  readonly source: string;
}

/** The verb fills in the values of {name}. */
const texts = {
  // Forms.
  'field-empty': {
    message: 'The field {field} is empty.',
    remedy: 'Fill it in: fields marked with * are mandatory.',
    source: '004:164',
  },
  'field-too-long': {
    message: 'The text in {field} is too long.',
    remedy: 'Give at most {longest} characters.',
    source: 'ours',
  },
  'field-control-character': {
    message: 'The text in {field} has an invisible character.',
    remedy:
      'Type it on one line, without control characters and without characters that change the direction of text.',
    source: 'ours',
  },
  'field-choice': {
    message: 'The value of {field} is not one of its options.',
    remedy: 'Give one of: {choices}.',
    source: '004:147',
  },
  'npi-not-ten-digits': {
    message: 'This is not an NPI: it does not have 10 digits.',
    remedy: 'Give the 10 digits of the National Provider Identifier, such as 1234567893.',
    source: '001:9',
  },
  'npi-first-digit': {
    message: 'This is not an NPI: it does not begin with 1 or 2.',
    remedy: 'Compare it with the original.',
    source: '001:9',
  },
  'npi-check-digit': {
    message: 'This is not an NPI: its check digit is wrong, so at least one digit is wrong.',
    remedy: 'Compare it with the original digit by digit.',
    source: '001:9',
  },
  'dea-number': {
    message: 'This is not a DEA number.',
    remedy: 'Give two letters and seven digits, the last a check digit, such as FP0000012.',
    source: '004:77',
  },
  'email-not-fictional': {
    message: 'This address could belong to a real person.',
    remedy: 'Give one under example.test: foblab accepts only invented people.',
    source: 'ours',
  },
  'phone-not-fictional': {
    message: 'This number could belong to a real person.',
    remedy: 'Give one from 555-0100 to 555-0199 with any area code: foblab accepts only invented people.',
    source: 'ours',
  },
  'ssn-not-fictional': {
    message: 'This could be the social security number of a real person; it was not stored.',
    remedy: 'Give one that begins with 666: no real number does.',
    source: 'ours',
  },
  'post-office-box': {
    message: 'PO Boxes are not accepted as addresses.',
    remedy: 'Give a street address.',
    source: '001:32',
  },
  'secret-length': {
    message: 'This is too short or too long for {field}.',
    remedy: 'Give 8 to 128 characters; any character is allowed.',
    source: 'ours',
  },
  'secret-too-plain': {
    message: 'This has too few different characters for a good {field}.',
    remedy: 'Use at least four different characters.',
    source: 'ours',
  },
  'birth-date': {
    message: 'This is not a date.',
    remedy: 'Give year, month and day, such as 1980-01-31.',
    source: '000:47',
  },
  month: {
    message: 'This is not a month.',
    remedy: 'Give year and month, such as 2026-01.',
    source: 'ours',
  },
  'bad-seconds': {
    message: 'This is not a number of seconds.',
    remedy: 'Give 0 to 86400.',
    source: 'ours',
  },
  'bad-request-id': {
    message: 'The request id is empty or too long.',
    remedy: 'Give 1 to 128 characters.',
    source: 'ours',
  },
  'request-id-reused': {
    message: 'The request id was used for another request.',
    remedy: 'Give each request an id of its own.',
    source: 'ours',
  },
  busy: {
    message: 'Too many requests change the same data at once; nothing was done.',
    remedy: 'Try again.',
    source: 'ours',
  },

  // Sessions and throttles.
  'signed-out': {
    message: 'You are signed out; nothing was done.',
    remedy: 'Sign in again: a session ends after 30 minutes without use and after 12 hours.',
    source: 'ours',
  },
  'step-out-of-order': {
    message: 'This is not the current step; nothing was done.',
    remedy: 'Continue with the step that is shown: no step can be skipped.',
    source: '001:3',
  },
  throttled: {
    message: 'Too many failures: no attempt is accepted for a while.',
    remedy: 'Wait until the time that is given, then try again.',
    source: 'ours',
  },
  'link-not-good': {
    message: 'This link is not good: it is wrong, was used, or is too old.',
    remedy: 'Ask for a new message. Each link works once.',
    source: '000:43',
  },
  'idme-unavailable': {
    message: 'ID.me does not answer.',
    remedy: 'Try again later; for problems with ID.me contact ID.me, which manages this process.',
    source: '001:42',
  },
  'registry-slow': {
    message: 'The look-up of the NPI takes some time.',
    remedy: 'Wait until the time that is given, then ask again.',
    source: 'ours',
  },

  // Codes (003:137-145).
  'invalid-code': {
    message: 'Invalid code.',
    causes: [
      {
        cause: 'Code expired',
        remedy: 'Generate a new code and try again: press the button and wait for a new code.',
      },
      { cause: 'Clock synchronization', remedy: 'Contact IT support to resync your token: {it}.' },
      {
        cause: 'Typing error',
        remedy: 'Verify you have entered the code correctly, and that it is the code of this token.',
      },
    ],
    remedy: 'Each code can only be used once: enter the next one that your token shows.',
    source: '003:139',
  },
  'invalid-biometric': {
    message: 'This identifier is not that of your biometric device.',
    remedy: 'Enter the unique identifier of the device, or use a token.',
    source: '004:48',
  },
  'invalid-backup-code': {
    message: 'This backup code is not good: it is wrong, was used, or is of an older set.',
    remedy: 'Use the next code of the newest set, or contact your IT administrator or help desk: {it}.',
    source: '003:170',
  },
  'no-codes-shown': {
    message: 'The token shows no code.',
    causes: [
      {
        cause: 'The battery indicator shows low power',
        remedy: 'Have the token replaced before it is empty.',
      },
      { cause: 'The button was not pressed firmly', remedy: 'Press the button firmly.' },
      {
        cause: 'Nothing appears on the display',
        remedy: 'The battery may be dead: contact IT support, {it}.',
      },
    ],
    remedy: 'Look at the battery indicator first.',
    source: '003:173',
  },

  // EPCS Gold.
  'sign-in-refused': {
    message: 'The NPI or the passphrase is not right.',
    remedy:
      'Enter them again, or choose Forgot Passphrase. If you are not enrolled, begin with your Invitation ID.',
    source: '004:52',
  },
  'report-lost-refused': {
    message: 'The NPI, the passphrase or the token is not right; nothing was reported.',
    remedy: 'Enter all three again, or have your administrator report it.',
    source: '004:60',
  },
  'security-answer': {
    message: 'This is not the answer to your security question.',
    remedy: 'Try again, or contact your administrator.',
    source: '004:60',
  },
  'invitation-not-good': {
    message: 'This Invitation ID is not good: it is wrong or too old.',
    remedy: 'Copy it from the email invitation that was sent to your email address, or ask for a new one.',
    source: '004:48',
  },
  'invitation-used': {
    message: 'This Invitation ID was used: the enrolment is complete.',
    remedy: 'Sign in with your NPI and passphrase.',
    source: '004:48',
  },
  'already-enrolled': {
    message: 'This prescriber is enrolled and has a token.',
    remedy: 'No invitation is needed: sign in.',
    source: '004:48',
  },
  'proofing-failed': {
    message: 'The identity proofing did not succeed.',
    remedy: 'Begin the identity proofing again.',
    source: '004:154',
  },
  'second-token-recommended': {
    message:
      'You have one token. A second one is recommended, so that a backup may be used if the first one fails.',
    remedy: 'Add a second token.',
    source: '004:158',
  },
  'entire-proofing-again': {
    message: 'You have no token left, so the entire identity proofing process has to be completed again.',
    remedy: 'Ask for a new Invitation ID and have a token in hand.',
    source: '004:160',
  },
  'soft-and-hard-recommended': {
    message: 'More than one token is recommended: both a soft and a hard one.',
    remedy: 'Add a token of the other kind.',
    source: '000:3',
  },

  // Tokens.
  'credential-id': {
    message: 'This is not a serial number or Credential ID of such a token.',
    remedy: 'Give {expected}.',
    source: '004:382',
  },
  'token-type-of-manufacturer': {
    message: 'This manufacturer has no token of this type.',
    remedy: 'OTP HARD TOKEN is a physical token, OTP SOFT TOKEN the VIP Access app of SYMANTEC.',
    source: '004:380',
  },
  'token-not-added': {
    message: 'The token was not added.',
    causes: [
      {
        cause: 'The serial number or Credential ID is not the one on the token',
        remedy: 'Compare it with the token.',
      },
      { cause: 'The token is not in stock, or belongs to somebody else', remedy: 'Contact IT support.' },
      {
        cause: 'The code expired, was used, or has a typing error',
        remedy: 'Press the button and enter the new code.',
      },
      { cause: 'The clock of the token is off', remedy: 'Enter two codes, one after the other.' },
    ],
    remedy: 'Check the number, then enter the next code.',
    source: '004:182',
  },
  'token-is-yours': {
    message: 'This token is associated with your account already.',
    remedy: 'Nothing is to be done.',
    source: '004:193',
  },
  'too-many-tokens': {
    message: 'You have {most} tokens, and more are not allowed.',
    remedy: 'Delete one first.',
    source: 'ours',
  },
  'token-added': {
    message: 'Your token is now associated with your account.',
    remedy: 'Nothing is to be done.',
    source: '004:193',
  },
  'nickname-repeated': {
    message: 'Another device has this nickname.',
    remedy: 'Give each registered device a unique nickname, so that you can tell them apart.',
    source: '002:113',
  },
  'no-such-token': {
    message: 'You have no such token.',
    remedy: 'Choose one from the list.',
    source: '004:101',
  },
  'token-not-active': {
    message: 'This token is not active.',
    remedy: 'Only an active token can be disabled.',
    source: '004:102',
  },
  'token-not-inactive': {
    message: 'This token is not inactive.',
    remedy: 'Only an inactive token can be enabled.',
    source: '004:103',
  },
  'token-not-enableable': {
    message: 'This token was disabled for good and cannot be enabled again.',
    remedy: 'Delete it, then add it again with a code, or add another token.',
    source: 'ours',
  },
  'token-deleted': {
    message: 'This token is deleted or lost.',
    remedy: 'Choose another one.',
    source: '004:105',
  },
  'token-lost': {
    message: 'This token is reported lost already.',
    remedy: 'Nothing is to be done.',
    source: '004:60',
  },

  // Who may do what.
  'npi-not-declared': {
    message: 'No fixture declares a prescriber with this NPI.',
    remedy:
      'Use an invented prescriber: foblab epcs fixtures load. An imported registry is only for look-ups.',
    source: 'ours',
  },
  'no-signing-right': {
    message: 'You have no right to sign prescriptions for controlled substances.',
    causes: [
      {
        cause: 'Nobody has entered the right, or nobody has executed it',
        remedy: 'Two persons give it: one enters it, a DEA registrant executes it.',
      },
      {
        cause: 'A token was reported lost or stolen',
        remedy: 'Bind another token; then two persons give the right again.',
      },
    ],
    remedy: 'Contact your administrator.',
    source: '003:172',
  },
  'dea-registration-ended': {
    message: 'The DEA registration has ended, and so has the right to sign.',
    remedy: 'Renew the registration; then two persons give the right again.',
    source: 'ours',
  },
  'right-granted-already': {
    message: 'This prescriber has the right to sign already.',
    remedy: 'Nothing is to be done.',
    source: 'ours',
  },
  'right-needs-token': {
    message: 'This prescriber has no active token.',
    remedy: 'A token is required to send controlled substance prescriptions: bind one first.',
    source: '004:156',
  },
  'right-not-entered': {
    message: 'There is no such right to execute or end.',
    remedy: 'One person enters it first.',
    source: 'ours',
  },
  'two-persons': {
    message: 'One person enters the right and another person executes it; neither may be its owner.',
    remedy: 'Have another DEA registrant execute it.',
    source: '003:172',
  },
  'not-a-registrant': {
    message: 'Only a DEA registrant can execute a right; this prescriber has no valid registration.',
    remedy: 'Have a DEA registrant execute it.',
    source: 'ours',
  },
  'administrator-refused': {
    message: 'The administrator’s name or password is not right.',
    remedy: 'Enter them again.',
    source: '003:171',
  },

  // Signing.
  'no-such-prescription': {
    message: 'You have no such prescription.',
    remedy: 'Choose one from the list.',
    source: 'ours',
  },
  'prescription-not-open': {
    message: 'This prescription is signed or cancelled.',
    remedy: 'Write a new one.',
    source: 'ours',
  },
  'prescription-cancelled': {
    message: 'This prescription is cancelled.',
    remedy: 'Write a new one.',
    source: 'ours',
  },
  'prescription-changed': {
    message: 'The prescription was changed since it was shown.',
    remedy: 'Look at it again, then mark it ready.',
    source: 'ours',
  },
  'not-ready': {
    message: 'A prescription is not marked ready; nothing was signed.',
    remedy: 'Mark each one ready while it is displayed.',
    source: 'ours',
  },
  'one-patient': {
    message: 'The prescriptions are for several patients; nothing was signed.',
    remedy: 'Sign the prescriptions of one patient at a time.',
    source: 'ours',
  },
  'nothing-to-sign': {
    message: 'No prescription was named, or more than 50.',
    remedy: 'Name 1 to 50.',
    source: 'ours',
  },
  refills: {
    message: 'So many refills are not allowed.',
    remedy: 'Give 0 to 5, and 0 for schedule II.',
    source: 'ours',
  },
  'dea-number-not-granted': {
    message: 'This DEA number is not one of yours.',
    remedy: 'Give the DEA number of one of your organizations.',
    source: '004:77',
  },
  'factor-on-requesting-device': {
    message: 'This token is on the device that you prescribe with.',
    remedy:
      'Use a token on another device: the DEA requires that the authenticator be on a different device.',
    source: '004:19',
  },
  'signing-passphrase': {
    message: 'The passphrase is not right; nothing was signed.',
    remedy: 'Enter the passphrase that you use to prescribe controlled substances.',
    source: '004:36',
  },
  'signs-with-own-device': {
    message: 'DrChrono signs with one of its own devices; nothing was signed.',
    remedy: 'Sign in DrChrono, which asks for the device: foblab epcs drchrono sign.',
    source: 'ours',
  },
  'no-such-record': {
    message: 'There is no such signed record.',
    remedy: 'Choose one from the report.',
    source: 'ours',
  },

  // iPrescribe.
  'npi-not-found': {
    message: 'This NPI is not in the registry, or is deactivated.',
    remedy: 'Check the number. Accounts are created once the NPI is verified.',
    source: '001:14',
  },
  'username-taken': {
    message: 'This user name is taken.',
    remedy: 'Choose another one.',
    source: '001:19',
  },
  'npi-registered': {
    message: 'This NPI is registered already.',
    remedy: 'Log in with your user name and password.',
    source: '001:9',
  },
  'log-in-refused': {
    message: 'The user name or the password is not right.',
    remedy: 'Enter them again.',
    source: '003:58',
  },
  'registration-unfinished': {
    message: 'You cannot log in: you have not finished the registration with Allow.',
    remedy: 'Submit a request, or continue the registration where it stopped.',
    source: '001:5',
  },
  'no-second-factor': {
    message: 'You need a token every time you log in, and you have none that works.',
    remedy:
      'Use a backup code if you have one, or contact your IT administrator: {it}. Do not reset your account without proper authorization.',
    source: '003:46',
  },
  'epcs-not-activated': {
    message: 'Manage Authenticators is available after EPCS activation.',
    remedy: 'Complete the EPCS activation first.',
    source: '000:21',
  },
  'no-such-device': {
    message: 'There is no such device in the list.',
    remedy: 'Choose one of the devices that are shown.',
    source: '000:87',
  },
  'authenticator-stopped': {
    message:
      'iPrescribe Authenticator cannot be bound to your device. This is the IP-Auth-Stop-Binding-2.0 feature working as intended: a security requirement, not an error.',
    causes: [
      {
        cause: 'Your NPI was not found in the DrWeb system (regions 1-5)',
        remedy:
          'You are redirected to the Code Generator setup; no additional action is required on your part.',
      },
      {
        cause: 'You cannot use the iPrescribe Authenticator mobile app',
        remedy: 'Use a Code Generator (hardware token) for authentication.',
      },
      {
        cause: 'You believe there is an error with your NPI status',
        remedy: 'Contact your administrator only then: {it}.',
      },
    ],
    remedy:
      'Your account security is maintained through the hardware token: choose Code Generator or Hardware Token.',
    source: '003:152',
  },
  'token-synchronized': {
    message: 'Your hardware token is now active.',
    remedy:
      'Save your backup codes and store them securely; then log out and log in again to test the setup.',
    source: '003:120',
  },
  'not-synchronized': {
    message: 'The codes did not synchronize the token.',
    causes: [
      { cause: 'Code expired', remedy: 'Press the button again and enter the code as Current Code.' },
      {
        cause: 'The second code is not the next one',
        remedy: 'Wait for the code to change (typically 30–60 seconds); press an event-based token again.',
      },
      {
        cause: 'Typing error',
        remedy: 'Verify you have entered both codes and the serial number correctly.',
      },
      {
        cause: 'The token is not in stock, or belongs to somebody else',
        remedy: 'Contact IT support: {it}.',
      },
    ],
    remedy: 'Enter Current Code and Next Code again.',
    source: '003:108',
  },

  // ID.me.
  'idme-refused': {
    message: 'The email or the password is not right.',
    remedy: 'Enter them again, or select Forgot password.',
    source: '000:29',
  },
  'terms-not-accepted': {
    message: 'The terms are not accepted.',
    remedy: 'Select "I accept the ID.me terms of service and privacy policy".',
    source: '001:59',
  },
  'email-not-confirmed': {
    message: 'The email address is not confirmed.',
    remedy: 'Click the link in the email; it can take up to 10 minutes to arrive.',
    source: '000:43',
  },
  'method-choice': {
    message: 'This method is not set up.',
    remedy: 'Choose one of the methods that are listed.',
    source: '002:33',
  },
  'resend-too-soon': {
    message: 'A code was just sent.',
    remedy: 'Wait until the time that is given, then choose "Send it again".',
    source: '002:35',
  },
  'text-code': {
    message: 'This is not the code that was sent, or it is too old.',
    remedy: 'Enter the 6-digit code of the last message, or have it sent again.',
    source: '002:35',
  },
  'push-denied': {
    message: 'The sign-in was denied in the app.',
    remedy: 'Begin the sign-in again; if you did not deny it, change your password.',
    source: '002:36',
  },
  'push-waiting': {
    message: 'The app has not answered.',
    remedy: 'Approve the sign-in in the ID.me Authenticator app.',
    source: '002:36',
  },
  'push-not-good': {
    message: 'There is no such request to answer, or it is too old.',
    remedy: 'Begin the sign-in again.',
    source: '002:36',
  },
  'app-too-old': {
    message: 'This version of the ID.me Authenticator app is too old for an activation link.',
    remedy: 'Update it to version 1.5.0 or greater, or enroll with barcode or secret key.',
    source: '002:62',
  },
  'last-method': {
    message: 'This is the only sign-in method.',
    remedy: 'Set up another one first: at least one backup option adds security.',
    source: '002:45',
  },
  'recovery-code': {
    message: 'This is not the recovery code, or it was used.',
    remedy: 'Use another sign-in method, or the MFA recovery process.',
    source: '001:86',
  },
  'ownership-not-verified': {
    message: 'Name, birth date and social security number do not belong to this account.',
    remedy: 'Enter them as they were given at the identity verification.',
    source: '000:47',
  },
  'photo-not-accepted': {
    message: 'The photo was not accepted.',
    remedy: 'Take it again in good light.',
    source: '001:91',
  },
  'phone-not-matched': {
    message: 'The phone number was not matched to a credit profile.',
    remedy: 'Give another number.',
    source: '001:101',
  },
  'ssn-not-matched': {
    message: 'The social security number did not confirm the identity.',
    remedy: 'Enter it again.',
    source: '001:107',
  },
  'information-not-confirmed': {
    message: 'The information is not confirmed.',
    remedy:
      'Select the checkbox that the information is correct and that Fair Credit Reporting Act data may be used.',
    source: '001:112',
  },
  'npi-not-confirmed': {
    message: 'NPI, license number, state or specialty do not belong to this person.',
    remedy: 'Enter them as they are registered.',
    source: '001:124',
  },
  'not-proofed': {
    message: 'The identity is not verified yet.',
    remedy: 'Complete the verification at ID.me.',
    source: '001:46',
  },
  'consent-denied': {
    message: 'Access was denied.',
    remedy: 'Without Allow you cannot log in: begin again, and select Allow.',
    source: '001:129',
  },
  'authorization-not-good': {
    message: 'This request for an identity is not valid: it is wrong, was answered, or is too old.',
    remedy: 'Begin again in the program that sent you.',
    source: '001:37',
  },

  // DrChrono.
  'drchrono-not-approved': {
    message: 'Your identity is not verified through ID.me, or DrChrono has not approved you.',
    remedy: 'Verify your identity, then wait for the approval.',
    source: '002:5',
  },
  'successor-needed': {
    message: 'This is the primary device.',
    remedy: 'Choose the new primary device.',
    source: '002:9',
  },
  'which-device': {
    message: 'More than one device is set up.',
    remedy: 'Select which device to use.',
    source: '002:111',
  },
} as const satisfies Readonly<Record<string, MessageText>>;

export type MessageCode = keyof typeof texts;

export const messages: Readonly<Record<MessageCode, MessageText>> = texts;
