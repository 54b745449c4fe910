// Made from the operations by scripts/write-client.ts; not to be edited.

export interface Operations {
  /** write the activation image of an app: our own text, and a QR code of it with --qr */
  'activation.image': { parameters: { serial: string; secret?: string; model?: string; digits?: (number | string); period?: (number | string); algorithm?: ("sha1" | "sha256" | "sha512"); qr?: boolean }; answer: { serial: string; model: string; image: string; qr: (string | null) }; item: unknown };
  /** let an app scan its activation image, after which it makes codes */
  'activation.scan': { parameters: { fob: string; image?: string; picture?: string }; answer: { serial: string; seq: number; at: string; screen: Screen }; item: unknown };
  /** sign the state of the audit; keep the result outside the store */
  'audit.checkpoint': { parameters: { by?: string; reason?: string }; answer: Checkpoint; item: unknown };
  /** list what the verifier did, who asked and why */
  'audit.list': { parameters: { serial?: string; from?: (number | string); last?: (number | string) }; answer: { records: AuditRecord[] }; item: unknown };
  /** check the whole audit and every credential: hashes, checks and signed checkpoints */
  'audit.verify': { parameters: { checkpoints?: (string | { text: string; atMs?: number }[]) }; answer: { status: ("valid" | "invalid" | "unverifiable"); records: number; signed: number; checkpoints: number; firstBad: ({ seq: number; problem: string } | null); firstBadCredential: ({ id: string; problem: string } | null) }; item: unknown };
  /** let time pass on the bench: whatever falls due happens, each at its own moment */
  'bench.advance': { parameters: { by?: string; to?: string }; answer: { fromAt: string; at: string; seq: number; events: number }; item: unknown };
  /** what is damaged in the bench’s file, row by row */
  'bench.damage': { parameters: Record<string, never>; answer: { damage: { what: ("file" | "bench" | "model" | "fob" | "event" | "answer"); serial?: string; number?: number; why: string }[] }; item: unknown };
  /** serial, model and label of every fob, without waking one: quick on a bench of thousands */
  'bench.index': { parameters: Record<string, never>; answer: { seq: number; fobs: Fob[] }; item: unknown };
  /** what happened on the bench, numbered */
  'bench.log': { parameters: { fob?: string; since?: (number | string); last?: (number | string); follow?: boolean }; answer: { events: Event[] }; item: Event };
  /** LCD, clock, battery, faults and links of every fob, in one answer */
  'bench.overview': { parameters: { fobs?: (string | string[]) }; answer: { at: string; rate: number; seq: number; fobs: FobOverview[] }; item: unknown };
  /** how fast true time passes on the bench: 1 follows wall time, 0 pauses */
  'bench.rate': { parameters: { rate?: (number | string | "paused") }; answer: { rate: number; at: string; seq: number }; item: unknown };
  /** put the fobs and the time of a bench back to a snapshot */
  'bench.restore': { parameters: { file: string }; answer: { fobs: number; at: string; seq: number }; item: unknown };
  /** the whole bench as JSON, to restore later */
  'bench.snapshot': { parameters: { withSecrets?: boolean; stream?: boolean }; answer: { format: "foblab.bench-snapshot/2"; at: string; rate: number; withSecrets: boolean; fobs: { model: string; label: string; fob: { schema: string; serial: string; model: unknown; state: unknown; vault?: string } }[]; damaged: DamagedFob[] }; item: ({ head: { format: "foblab.bench-snapshot/2"; at: string; rate: number; withSecrets: boolean } } | { fob: { model: string; label: string; fob: { schema: string; serial: string; model: unknown; state: unknown; vault?: string } } }) };
  /** the bench itself: its time, how many fobs, what comes next */
  'bench.status': { parameters: Record<string, never>; answer: { bench: (string | null); at: string; rate: number; seq: number; fobs: number; nextEventAt: (string | null); stopped: (string | null) }; item: unknown };
  /** wait for an event, for what a fob shows, or for a moment of the bench */
  'bench.wait': { parameters: { fob?: string; event?: ("press" | "held" | "released" | "display-on" | "display-off" | "menu" | "brown-out" | "battery-low" | "battery-end" | "notice" | "battery-dead" | "cell-out" | "cell-in" | "memory-lost" | "life-ended" | "power-cut" | "fault-on" | "fault-off" | "clock" | "temperature" | "battery" | "age" | "reset" | "applet" | "push-asked" | "push-answered" | "push-expired" | "code-sent" | "code-arrived" | "code-expired" | "activated" | "added" | "removed" | "labelled" | "rate" | "restored" | "lent" | "returned" | "link-opened" | "link-closed" | "line-set" | "usb-plugged" | "usb-unplugged" | "usb-attached" | "usb-detached" | "otpauth-shown" | "observed" | "enrolled" | "verdict" | "credential" | "imported" | "exported" | "note" | "repaired" | "lost" | "damaged" | "expired"); screen?: string; until?: string; for?: string; since?: (number | string); within?: string; wallLimit?: string; evenPaused?: boolean }; answer: { seq: number; at: string; event: (Event | null); serial: (string | null); screen: (Screen | null) }; item: unknown };
  /** make an issued credential active by a code of its fob, or by two consecutive ones */
  'credential.activate': { parameters: { serial: string; first: string; second?: string; third?: string; by?: string }; answer: Verdict; item: unknown };
  /** make backup codes for a credential; its older ones become void */
  'credential.backup-codes': { parameters: { serial: string; count?: (number | string); by?: string; reason?: string }; answer: { serial: string; codes: string[]; remaining: number }; item: unknown };
  /** delete the credential: it stays listed, and its ID is never used again */
  'credential.delete': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** accept no code of the credential until it is enabled again */
  'credential.disable': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** accept codes of the credential, for the first time or again */
  'credential.enable': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** make a credential for a fob: one of the bench, or any other by its seed */
  'credential.enroll': { parameters: { fob?: string; serial?: string; policy?: string; code?: string; secret?: string; digits?: (number | string); period?: (number | string); algorithm?: ("sha1" | "sha256" | "sha512"); event?: boolean; counter?: (number | string); issued?: boolean; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** end the credential before its expiry date */
  'credential.expire': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** list the credentials of the verifier, deleted ones included */
  'credential.list': { parameters: { state?: ("issued" | "active" | "disabled" | "lost" | "expired" | "deleted" | "replaced") }; answer: { credentials: Credential[] }; item: unknown };
  /** report the fob lost: none of its codes is accepted again */
  'credential.lost': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** replace the credential by another one that is enrolled */
  'credential.replace': { parameters: { serial: string; by?: string; reason?: string; successor: string }; answer: { credential: Credential }; item: unknown };
  /** forget the drift that the verifier has learned */
  'credential.reset-drift': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** resynchronize a credential with its fob by consecutive codes */
  'credential.resync': { parameters: { serial?: string; first?: string; second?: string; third?: string; fob?: string; by?: string }; answer: Verdict; item: unknown };
  /** set the next counter of an event-based credential */
  'credential.set-counter': { parameters: { serial: string; by?: string; reason?: string; counter: (number | string) }; answer: { credential: Credential }; item: unknown };
  /** judge the credential by another policy */
  'credential.set-policy': { parameters: { serial: string; by?: string; reason?: string; policy: string }; answer: { credential: Credential }; item: unknown };
  /** show all that the verifier stores about a credential but its seed */
  'credential.show': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** unlock after too many failures */
  'credential.unlock': { parameters: { serial: string; by?: string; reason?: string }; answer: { credential: Credential }; item: unknown };
  /** ask a verifier whether it accepts a code: foblab’s own, at the time of the bench, or a target */
  'credential.verify': { parameters: { serial?: string; otp?: string; fob?: string; backup?: boolean; by?: string; target?: string }; answer: Verdict; item: unknown };
  /** show which steps or counters the verifier accepts now, widened as the policy says */
  'credential.window': { parameters: { serials?: (string | string[]) }; answer: { windows: CredentialWindow[]; unknown: string[] }; item: unknown };
  /** list what is plugged in, simulated and real, each with the command that uses it */
  'device.list': { parameters: { watch?: boolean }; answer: { devices: Device[]; problems: DeviceProblem[]; watched: boolean }; item: ({ change: ("added" | "removed"); device: Device } | { problem: DeviceProblem }) };
  /** read a code off a plugged-in key or a fob on a serial port, or ask who it is */
  'device.read': { parameters: { device?: string; slot?: (number | string); totp?: boolean; hotp?: boolean; identify?: boolean; digits?: (number | string); period?: (number | string); pin?: string; setTime?: boolean; baud?: (number | string); timeout?: string; observe?: boolean; as?: string }; answer: { device: { kind: ("hid" | "serial"); name: string; path: string }; serial: (string | null); identity: DeviceIdentity; code: (string | null); codeFrom: ("host clock" | "key clock" | "key counter" | "fob" | null); slot: (number | null); at: string; timeBase: "wall"; observedAs: (string | null) }; item: { waitingFor: "touch"; device: string } };
  /** enter the right to sign: the first of two persons */
  'epcs-administration.enter-right': { parameters: { npi: string; by: string }; answer: ({ outcome: "done"; value: EpcsSigningRight } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** execute the right to sign: the second person, a DEA registrant */
  'epcs-administration.execute-right': { parameters: { npi: string; registrant: string; token: string; otp: string }; answer: ({ outcome: "done"; value: EpcsSigningRight } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report the security incidents of a day */
  'epcs-administration.incidents': { parameters: { day: string }; answer: ({ outcome: "done"; value: { day: string; incidents: EpcsIncident[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** list the prescribers with their rights and tokens */
  'epcs-administration.list': { parameters: Record<string, never>; answer: ({ outcome: "done"; value: { prescribers: { npi: string; name: string; email: string; region: (number | null); right: (("entered" | "granted" | "revoked") | null); tokens: { credentialId: string; nickname: string; state: ("active" | "inactive" | "lost" | "deleted"); reason: (string | null) }[] }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** replace a token by another one from stock, which its owner proves with two codes */
  'epcs-administration.replace': { parameters: { npi: string; credentialId: string; successor: string; currentCode: string; nextCode: string; nickname?: string; by: string; reason: string }; answer: ({ outcome: "done"; value: { credentialId: string; replacedBy: string; advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report a token broken or empty: its owner goes on with the second one */
  'epcs-administration.report-broken': { parameters: { npi: string; credentialId: string; by: string; reason: string; what: ("broken" | "battery empty") }; answer: ({ outcome: "done"; value: { advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report a token lost or stolen: the right to sign ends */
  'epcs-administration.report-lost': { parameters: { npi: string; credentialId: string; by: string; reason: string }; answer: ({ outcome: "done"; value: { advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** resynchronize a token with two codes that its owner reads out */
  'epcs-administration.resynchronize': { parameters: { npi: string; credentialId: string; by: string; reason: string; currentCode: string; nextCode: string }; answer: ({ outcome: "done"; value: { resynchronized: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** end the right to sign */
  'epcs-administration.revoke-right': { parameters: { npi: string; by: string; reason: string }; answer: ({ outcome: "done"; value: EpcsSigningRight } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show the right to sign */
  'epcs-administration.right': { parameters: { npi: string }; answer: ({ outcome: "done"; value: { right: (EpcsSigningRight | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** renew a DEA registration for three years, or end it: the right to sign ends with the last one */
  'epcs-administration.set-dea-registration': { parameters: { npi: string; deaNumber: string; state: ("renewed" | "ended"); by: string }; answer: ({ outcome: "done"; value: { organization: string; deaNumber: string; status: ("ACTIVE" | "INACTIVE"); deaExpiresAt: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** unlock a token */
  'epcs-administration.unlock': { parameters: { npi: string; credentialId: string; by: string; reason: string }; answer: ({ outcome: "done"; value: { unlocked: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** make an account at SmartCare */
  'epcs-calmhsa.create-account': { parameters: { npi: string; username: string; password: string; by?: string }; answer: ({ outcome: "done"; value: { username: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** log in to SmartCare */
  'epcs-calmhsa.log-in': { parameters: { username: string; password: string }; answer: ({ outcome: "done"; value: { session: string; name: string; menu: { Utilities: "Token Management"[] } } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** end the session */
  'epcs-calmhsa.log-out': { parameters: { session: string }; answer: ({ outcome: "done"; value: { signedOut: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show the main menu */
  'epcs-calmhsa.menu': { parameters: { session: string }; answer: ({ outcome: "done"; value: { name: string; menu: { Utilities: "Token Management"[] } } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Utilities, Token Management: leads to the sign-in of EPCS Gold */
  'epcs-calmhsa.token-management': { parameters: { session: string }; answer: ({ outcome: "done"; value: { next: "gold-sign-in"; npi: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show the account and its tabs */
  'epcs-drchrono.account': { parameters: { session: string }; answer: ({ outcome: "done"; value: { name: string; npi: string; username: string; tabs: ("Profile" | "General" | "Email" | "Medical Billing" | "eRx Info" | "Services" | "Usage" | "My Billing" | "Sample Data" | "Security" | "Patient Payments")[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** approve an account for EPCS */
  'epcs-drchrono.approve': { parameters: { username: string; by?: string }; answer: ({ outcome: "done"; value: { approvedAt: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** come back from ID.me with a verified identity */
  'epcs-drchrono.confirm-identity': { parameters: { session: string }; answer: ({ outcome: "done"; value: { confirmed: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** make an account */
  'epcs-drchrono.create-account': { parameters: { npi: string; username: string; password: string; by?: string }; answer: ({ outcome: "done"; value: { username: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** delete a device */
  'epcs-drchrono.delete-device': { parameters: { session: string; device: string; successor?: string }; answer: ({ outcome: "done"; value: { devices: { id: string; name: string; option: ("Generate 2FA Key" | "Push Notification 2FA"); primary: boolean }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show eRx Info: devices and the primary one */
  'epcs-drchrono.erx-info': { parameters: { session: string }; answer: ({ outcome: "done"; value: { identityConfirmed: boolean; approved: boolean; devices: { id: string; name: string; option: ("Generate 2FA Key" | "Push Notification 2FA"); primary: boolean }[]; warnings: "nickname-repeated"[]; prescriber: { licenceNumber: string; deaNumbers: string[] } } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** log in to DrChrono */
  'epcs-drchrono.log-in': { parameters: { username: string; password: string }; answer: ({ outcome: "done"; value: { session: string; name: string; tabs: ("Profile" | "General" | "Email" | "Medical Billing" | "eRx Info" | "Services" | "Usage" | "My Billing" | "Sample Data" | "Security" | "Patient Payments")[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** end the session */
  'epcs-drchrono.log-out': { parameters: { session: string }; answer: ({ outcome: "done"; value: { signedOut: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Select as Primary Device */
  'epcs-drchrono.select-primary': { parameters: { session: string; device: string }; answer: ({ outcome: "done"; value: { id: string; name: string; option: ("Generate 2FA Key" | "Push Notification 2FA"); primary: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** sign prescriptions with a device of DrChrono */
  'epcs-drchrono.sign': { parameters: { session: string; ids?: (string | string[]); passphrase: string; otp: string; chosenDevice?: string; device?: string }; answer: ({ outcome: "done"; value: EpcsSigned } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Update MFA Device: the request to take to ID.me */
  'epcs-drchrono.update-mfa-device': { parameters: { session: string }; answer: ({ outcome: "done"; value: { authorization: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** break something: mail, texts, ID.me, the registry; what is not named works again */
  'epcs-faults.set': { parameters: { idmeUnavailable?: boolean; mailLost?: boolean; textUndelivered?: boolean; mailLate?: (number | string); registrySlow?: (number | string); by?: string }; answer: ({ outcome: "done"; value: { idmeUnavailable: boolean; registrySlowSeconds: number; mailLateSeconds: number; mailLost: boolean; textUndelivered: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show what is broken */
  'epcs-faults.show': { parameters: Record<string, never>; answer: ({ outcome: "done"; value: { idmeUnavailable: boolean; registrySlowSeconds: number; mailLateSeconds: number; mailLost: boolean; textUndelivered: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** load the invented prescribers, and say who can do what */
  'epcs-fixtures.load': { parameters: { by?: string }; answer: ({ outcome: "done"; value: { prescribers: { npi: string; name: string; email: string; phone: string; deaNumbers: string[]; region: (number | null); maySign: boolean; isNew: boolean }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** add a token by its code */
  'epcs-gold.add-token': { parameters: { session: string; manufacturer: ("SYMANTEC" | "ONESPAN"); issuer?: "DRFIRST"; type: ("OTP HARD TOKEN" | "OTP SOFT TOKEN"); nickname: string; credentialId: string; otp: string; nextOtp?: string; device?: string }; answer: ({ outcome: "done"; value: { token: EpcsGoldToken; warnings: string[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** begin the enrolment with an Invitation ID, or go on with it */
  'epcs-gold.begin-enrolment': { parameters: { invitationId: string }; answer: ({ outcome: "done"; value: { step: ("token" | "proofing" | "passphrase"); name: string; npi: string; tokens: { nickname: string; credentialId: string; manufacturer: string; issuer: string; type: string; auth: "OTP" }[]; advice: (("second-token-recommended" | "entire-proofing-again") | null); session: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report every token that was bound, and what became of it */
  'epcs-gold.binding-report': { parameters: { session: string }; answer: ({ outcome: "done"; value: { bindings: { nickname: string; credentialId: string; status: ("Active" | "Inactive" | "Lost" | "Deleted"); reason: (string | null); boundAt: string; changedAt: string }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** leave the second page of the sign-in */
  'epcs-gold.cancel-sign-in': { parameters: { session: string }; answer: ({ outcome: "done"; value: { signedOut: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** choose the passphrase; that ends the enrolment */
  'epcs-gold.choose-passphrase': { parameters: { session: string; passphrase: string; question: string; answer: string }; answer: ({ outcome: "done"; value: { npi: string; enrolled: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show Contact Us */
  'epcs-gold.contact-us': { parameters: { session: string }; answer: ({ outcome: "done"; value: { contact: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** delete a token; its owner may add it again by a code */
  'epcs-gold.delete-token': { parameters: { session: string; credentialId: string }; answer: ({ outcome: "done"; value: EpcsGoldToken } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** disable a token, with the reason */
  'epcs-gold.disable-token': { parameters: { session: string; credentialId: string; reason: ("temporarily unavailable" | "broken" | "battery empty" | "replaced by another token" | "no longer used") }; answer: ({ outcome: "done"; value: EpcsGoldToken } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** give a token another nickname */
  'epcs-gold.edit-token': { parameters: { session: string; credentialId: string; nickname: string }; answer: ({ outcome: "done"; value: EpcsGoldToken } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** enable a token that was temporarily unavailable */
  'epcs-gold.enable-token': { parameters: { session: string; credentialId: string }; answer: ({ outcome: "done"; value: EpcsGoldToken } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** bind a token during the enrolment */
  'epcs-gold.enrol-token': { parameters: { session: string; manufacturer: ("SYMANTEC" | "ONESPAN"); issuer?: "DRFIRST"; type: ("OTP HARD TOKEN" | "OTP SOFT TOKEN"); nickname: string; credentialId: string; otp: string; nextOtp?: string; device?: string }; answer: ({ outcome: "done"; value: EpcsBoundToken } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show where an enrolment stands */
  'epcs-gold.enrolment': { parameters: { session: string }; answer: ({ outcome: "done"; value: { step: ("token" | "proofing" | "passphrase"); name: string; npi: string; tokens: { nickname: string; credentialId: string; manufacturer: string; issuer: string; type: string; auth: "OTP" }[]; advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** have a link sent that resets the passphrase */
  'epcs-gold.forgot-passphrase': { parameters: { npi: string }; answer: ({ outcome: "done"; value: { asked: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show Home: grants and tokens */
  'epcs-gold.home': { parameters: { session: string }; answer: ({ outcome: "done"; value: { name: string; npi: string; grants: { organization: string; deaNumber: string; status: string }[]; tokens: { name: string; identifier: string; status: ("Active" | "Inactive" | "Lost" | "Deleted") }[]; advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report the security incidents about this prescriber */
  'epcs-gold.incident-report': { parameters: { session: string }; answer: ({ outcome: "done"; value: { incidents: EpcsIncident[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** send a prescriber an Invitation ID by mail */
  'epcs-gold.invite': { parameters: { npi: string; by?: string }; answer: ({ outcome: "done"; value: { npi: string; sentTo: string; expiresAt: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** end the session */
  'epcs-gold.log-out': { parameters: { session: string }; answer: ({ outcome: "done"; value: { signedOut: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show Profile */
  'epcs-gold.profile': { parameters: { session: string }; answer: ({ outcome: "done"; value: { name: string; npi: string; email: string; phone: string; role: string; specialty: string; licence: { number: string; state: string }; biometric: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** end the identity proofing as the tester says */
  'epcs-gold.prove-identity': { parameters: { session: string; outcome: ("verified" | "not-verified") }; answer: ({ outcome: "done"; value: { step: "passphrase" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** register the unique identifier of a biometric device, which then does in place of a token */
  'epcs-gold.register-biometric': { parameters: { session: string; passphrase: string; identifier?: string }; answer: ({ outcome: "done"; value: { biometric: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report a token lost while signed in */
  'epcs-gold.report-lost': { parameters: { session: string; credentialId: string }; answer: ({ outcome: "done"; value: EpcsGoldToken } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report a lost token before the sign-in */
  'epcs-gold.report-lost-token': { parameters: { npi: string; credentialId: string; passphrase: string }; answer: ({ outcome: "done"; value: { reported: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** answer the security question and choose a new passphrase */
  'epcs-gold.reset-passphrase': { parameters: { link: string; answer: string; passphrase: string }; answer: ({ outcome: "done"; value: { changed: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show the tokens that the second page of the sign-in offers */
  'epcs-gold.second-factor': { parameters: { session: string }; answer: ({ outcome: "done"; value: { tokens: { nickname: string; credentialId: string }[]; biometric: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show the security question behind a link */
  'epcs-gold.security-question': { parameters: { link: string }; answer: ({ outcome: "done"; value: { question: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** the first page of the sign-in: NPI and passphrase */
  'epcs-gold.sign-in': { parameters: { npi: string; passphrase: string }; answer: ({ outcome: "done"; value: { session: string; tokens: { nickname: string; credentialId: string }[]; biometric: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** report what was signed in a month */
  'epcs-gold.signed-record-report': { parameters: { session: string; month: string }; answer: ({ outcome: "done"; value: { month: string; records: { key: string; id: string; signedAt: string; credentialId: string; patient: string; drug: string; deaNumber: string; signatureHolds: boolean }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** sign in with a biometric device in place of a token */
  'epcs-gold.submit-biometric': { parameters: { session: string; identifier: string }; answer: ({ outcome: "done"; value: { session: string; name: string; npi: string; advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** the second page of the sign-in: token and code */
  'epcs-gold.submit-otp': { parameters: { session: string; token: string; otp: string }; answer: ({ outcome: "done"; value: { session: string; name: string; npi: string; advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show the table of tokens and what can be done with each */
  'epcs-gold.tokens': { parameters: { session: string; showDeleted?: boolean }; answer: ({ outcome: "done"; value: { name: string; npi: string; tokens: EpcsGoldToken[]; advice: (("second-token-recommended" | "entire-proofing-again") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** add Push Notification */
  'epcs-idme.add-push': { parameters: { session: string; app: string; name?: string }; answer: ({ outcome: "done"; value: EpcsIdmeMethod } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** go on after the link was opened */
  'epcs-idme.after-confirmation': { parameters: { session: string }; answer: ({ outcome: "done"; value: { step: "set-up-phone" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** go on after the app answered */
  'epcs-idme.after-push': { parameters: { session: string }; answer: ({ outcome: "done"; value: { session: string; step: "signed-in" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** go on after the link was opened */
  'epcs-idme.after-recovery-email': { parameters: { session: string }; answer: ({ outcome: "done"; value: { step: "recovery-ownership" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Allow, or deny */
  'epcs-idme.answer-consent': { parameters: { session: string; authorization: string; allow?: boolean }; answer: ({ outcome: "done"; value: { state: ("allowed" | "denied"); client: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** answer a push notification as the app does */
  'epcs-idme.answer-push': { parameters: { id: string; approve?: boolean }; answer: ({ outcome: "done"; value: { state: ("approved" | "denied") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** enrol a code generator: its secret key and URI */
  'epcs-idme.begin-code-generator': { parameters: { session: string }; answer: ({ outcome: "done"; value: { credentialId: string; secretKey: string; uri: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** begin the MFA recovery process */
  'epcs-idme.begin-mfa-recovery': { parameters: { session: string }; answer: ({ outcome: "done"; value: { step: "recovery-email" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** choose a sign-in method */
  'epcs-idme.choose-method': { parameters: { session: string; method: string }; answer: ({ outcome: "done"; value: { step: ("phone" | "push" | "code"); sentTo: (string | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** confirm the device by its code, and name it */
  'epcs-idme.confirm-code-generator': { parameters: { session: string; code: string; name?: string }; answer: ({ outcome: "done"; value: { session: string; method: EpcsIdmeMethod; warnings: string[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** open the link of the welcome mail */
  'epcs-idme.confirm-email': { parameters: { link: string }; answer: ({ outcome: "done"; value: { confirmed: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** confirm the personal information */
  'epcs-idme.confirm-information': { parameters: { session: string; firstName: string; lastName: string; birthDate: string; address: string; postalCode: string; confirmed?: boolean }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified"); sentTo: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** confirm NPI, license and specialty */
  'epcs-idme.confirm-npi': { parameters: { session: string; npi: string; licenceNumber: string; licenceState: string; specialty: string }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** enter the code that the phone got */
  'epcs-idme.confirm-phone': { parameters: { session: string; code: string }; answer: ({ outcome: "done"; value: { session: string; step: "signed-in" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** open the link of the text */
  'epcs-idme.confirm-phone-link': { parameters: { link: string }; answer: ({ outcome: "done"; value: { confirmed: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** open the link of the recovery mail */
  'epcs-idme.confirm-recovery-email': { parameters: { link: string }; answer: ({ outcome: "done"; value: { confirmed: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show what Allow shares */
  'epcs-idme.consent-page': { parameters: { session: string; authorization: string }; answer: ({ outcome: "done"; value: { client: string; clientName: string; shared: { name: string; value: string }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** the credit profile check, as the tester says */
  'epcs-idme.credit-profile': { parameters: { session: string; phone: string; channel: ("text" | "call"); outcome: ("accepted" | "not-accepted") }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** delete a sign-in method */
  'epcs-idme.delete-method': { parameters: { session: string; method: string }; answer: ({ outcome: "done"; value: { deleted: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** enter the code of the phone or the app */
  'epcs-idme.enter-code': { parameters: { session: string; code: string }; answer: ({ outcome: "done"; value: { session: string; step: "signed-in" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** enter the NPI to verify */
  'epcs-idme.enter-npi': { parameters: { session: string; npi: string }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** have a link sent that resets the password */
  'epcs-idme.forgot-password': { parameters: { email: string }; answer: ({ outcome: "done"; value: { asked: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** generate a recovery code */
  'epcs-idme.generate-recovery-code': { parameters: { session: string }; answer: ({ outcome: "done"; value: { code: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** go back to the list of sign-in methods */
  'epcs-idme.go-back': { parameters: { session: string }; answer: ({ outcome: "done"; value: { step: "choose-method"; methods: { id: string; kind: ("phone" | "push" | "code-generator"); name: string; label: string }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Sign In & Security: the sign-in methods */
  'epcs-idme.methods': { parameters: { session: string }; answer: ({ outcome: "done"; value: { email: string; memberSinceAt: string; verifiedAt: (string | null); methods: EpcsIdmeMethod[]; recoveryCode: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** open an activation link as the app does */
  'epcs-idme.open-activation-link': { parameters: { link: string; appVersion?: string; app?: string }; answer: ({ outcome: "done"; value: { credentialId: string; secretKey: string; uri: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** the photo of the identification, as the tester says */
  'epcs-idme.photo-identification': { parameters: { session: string; document: ("driver's license" | "state ID" | "passport" | "passport card"); outcome: ("accepted" | "not-accepted") }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** the photo of oneself, as the tester says */
  'epcs-idme.photo-self': { parameters: { session: string; outcome: ("accepted" | "not-accepted") }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show where the session is in its steps, and what it waits for */
  'epcs-idme.progress': { parameters: { session: string }; answer: ({ outcome: "done"; value: { stage: ("confirm-email" | "set-up-phone" | "choose-method" | "method" | "signed-in" | "recovery-email" | "recovery-ownership" | "recovery-method"); uuid: string; email: string; verified: boolean; proofing: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified"); methods: { id: string; kind: ("phone" | "push" | "code-generator"); name: string; label: string }[]; chosen: ({ kind: ("phone" | "push" | "code-generator"); name: string; sentTo: (string | null) } | null); phone: (string | null); generator: boolean; waits: ({ for: ("email" | "push"); over: boolean } | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** say which step of the proofing comes next */
  'epcs-idme.proofing': { parameters: { session: string }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** rename a sign-in method */
  'epcs-idme.rename-method': { parameters: { session: string; method: string; name: string }; answer: ({ outcome: "done"; value: EpcsIdmeMethod } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** choose a new password */
  'epcs-idme.reset-password': { parameters: { link: string; password: string }; answer: ({ outcome: "done"; value: { changed: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** have ID.me sign its tokens with a new key: clients have to fetch the key set again */
  'epcs-idme.rotate-key': { parameters: { by?: string }; answer: ({ outcome: "done"; value: { rotations: number } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** send an activation link to a phone */
  'epcs-idme.send-activation-link': { parameters: { session: string; channel: ("text" | "mail"); to: string }; answer: ({ outcome: "done"; value: { sentTo: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Text me, Call me, or Send it again */
  'epcs-idme.send-code': { parameters: { session: string; channel: ("text" | "call") }; answer: ({ outcome: "done"; value: { sentTo: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** have a code sent to a phone that becomes a sign-in method */
  'epcs-idme.set-up-phone': { parameters: { session: string; phone: string; channel?: ("text" | "call") }; answer: ({ outcome: "done"; value: { sentTo: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** sign in: address and password */
  'epcs-idme.sign-in': { parameters: { email: string; password: string }; answer: ({ outcome: "done"; value: { session: string; step: ("confirm-email" | "set-up-phone" | "choose-method"); methods: { id: string; kind: ("phone" | "push" | "code-generator"); name: string; label: string }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** end the session */
  'epcs-idme.sign-out': { parameters: { session: string }; answer: ({ outcome: "done"; value: { signedOut: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** make an account */
  'epcs-idme.sign-up': { parameters: { email: string; password: string; acceptTerms?: boolean }; answer: ({ outcome: "done"; value: { session: string; step: "confirm-email" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** enter the social security number */
  'epcs-idme.social-security-number': { parameters: { session: string; ssn: string }; answer: ({ outcome: "done"; value: { step: ("photo-identification" | "photo-self" | "credit-profile" | "social-security-number" | "confirm-information" | "confirm-phone" | "npi" | "confirm-npi" | "verified") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** sign in with the recovery code */
  'epcs-idme.use-recovery-code': { parameters: { session: string; code: string }; answer: ({ outcome: "done"; value: { session: string; step: "signed-in" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** verify the ownership of the account */
  'epcs-idme.verify-ownership': { parameters: { session: string; firstName: string; lastName: string; birthDate: string; ssn: string }; answer: ({ outcome: "done"; value: { session: string; step: "recovery-method" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Activate: pair the selected device by its code */
  'epcs-iprescribe.activate-device': { parameters: { session: string; otp: string }; answer: ({ outcome: "done"; value: { paired: { id: string; name: string; paired: boolean } } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** activate EPCS */
  'epcs-iprescribe.activate-epcs': { parameters: { session: string; passphrase: string }; answer: ({ outcome: "done"; value: { epcsActivated: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** list the methods of two-factor authentication */
  'epcs-iprescribe.authentication-methods': { parameters: { session: string }; answer: ({ outcome: "done"; value: { methods: ("iPrescribe Authenticator" | "Code Generator or Hardware Token")[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Manage Authenticators: the list of devices */
  'epcs-iprescribe.authenticators': { parameters: { session: string }; answer: ({ outcome: "done"; value: { devices: { id: string; name: string; paired: boolean }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** begin to bind the iPrescribe Authenticator; stopped where the NPI is in no region */
  'epcs-iprescribe.bind-authenticator': { parameters: { session: string; app?: string }; answer: ({ outcome: "done"; value: ({ outcome: "proceed"; activation: { serial: string; seed: string; kind: "totp"; digits: 6; stepSeconds: 30 }; image: string } | { outcome: "stopped"; feature: "IP-Auth-Stop-Binding-2.0"; notice: { message: string; causes: { cause: string; remedy: string }[]; remedy: string }; next: "hardware-token" }) } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** bind the iPrescribe Authenticator by its first code */
  'epcs-iprescribe.confirm-authenticator': { parameters: { session: string; otp: string; nickname?: string; device?: string }; answer: ({ outcome: "done"; value: { session: string; credentialId: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Create Account: user name and password */
  'epcs-iprescribe.create-account': { parameters: { session: string; username: string; password: string }; answer: ({ outcome: "done"; value: { step: "personal" } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** set up a hardware token: its serial number */
  'epcs-iprescribe.enter-serial': { parameters: { session: string; serial: string }; answer: ({ outcome: "done"; value: { serial: string; nextCode: ("wait" | "press-again") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** come back from ID.me; needs Allow */
  'epcs-iprescribe.finish-registration': { parameters: { session: string }; answer: ({ outcome: "done"; value: { step: "registered"; username: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** launch ID.me: the request to take there */
  'epcs-iprescribe.launch-idme': { parameters: { session: string }; answer: ({ outcome: "done"; value: { authorization: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** log in: user name and password */
  'epcs-iprescribe.log-in': { parameters: { username: string; password: string }; answer: ({ outcome: "done"; value: { session: string; step: ("second-factor" | "set-up"); tokens: { nickname: string; credentialId: string }[]; backupCodes: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** end the session */
  'epcs-iprescribe.log-out': { parameters: { session: string }; answer: ({ outcome: "done"; value: { signedOut: true } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** make ten new backup codes; the ones before are void */
  'epcs-iprescribe.new-backup-codes': { parameters: { session: string }; answer: ({ outcome: "done"; value: { backupCodes: string[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Enter your iPrescribe Credentials, back from ID.me */
  'epcs-iprescribe.pairing-password': { parameters: { session: string; password: string }; answer: ({ outcome: "done"; value: { devices: { id: string; name: string; paired: boolean }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show where the session is in its steps */
  'epcs-iprescribe.progress': { parameters: { session: string }; answer: ({ outcome: "done"; value: { stage: ("register-account" | "register" | "set-up" | "second-factor" | "signed-in"); name: string; npi: string; username: (string | null); registration: (("personal" | "practice" | "idme" | "allow" | "registered") | "account"); idme: (("pending" | "allowed" | "denied") | null); epcsActivated: boolean; tokens: { nickname: string; credentialId: string }[]; backupCodes: boolean; synchronizing: ({ serial: string; nextCode: ("wait" | "press-again") } | null); authenticator: (string | null); pairing: (("idme" | "device" | "activate") | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** go on with an interrupted registration */
  'epcs-iprescribe.resume-registration': { parameters: { username: string; password: string }; answer: ({ outcome: "done"; value: { session: string; step: ("personal" | "practice" | "idme" | "allow" | "registered") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Save Personal Info */
  'epcs-iprescribe.save-personal-info': { parameters: { session: string; email: string; role: string; specialty: string }; answer: ({ outcome: "done"; value: { step: ("personal" | "practice" | "idme" | "allow" | "registered") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Save practice info */
  'epcs-iprescribe.save-practice-info': { parameters: { session: string; name: string; address: string; phone: string; fax?: string }; answer: ({ outcome: "done"; value: { step: ("personal" | "practice" | "idme" | "allow" | "registered") } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** select the device to pair */
  'epcs-iprescribe.select-device': { parameters: { session: string; device: string }; answer: ({ outcome: "done"; value: { id: string; name: string; paired: boolean } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show Settings */
  'epcs-iprescribe.settings': { parameters: { session: string }; answer: ({ outcome: "done"; value: { menu: string[]; epcsActivated: boolean; advice: ("soft-and-hard-recommended" | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** begin a registration with an NPI */
  'epcs-iprescribe.sign-up': { parameters: { npi: string }; answer: ({ outcome: "done"; value: { session: string; step: "account"; name: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Pair a new ID.me Auth App: the request to take to ID.me */
  'epcs-iprescribe.start-pairing': { parameters: { session: string }; answer: ({ outcome: "done"; value: { authorization: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** log in with a backup code while a lost token is replaced */
  'epcs-iprescribe.submit-backup-code': { parameters: { session: string; code: string }; answer: ({ outcome: "done"; value: { session: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** log in: the security code of a token */
  'epcs-iprescribe.submit-code': { parameters: { session: string; token: string; otp: string }; answer: ({ outcome: "done"; value: { session: string } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** Verify or Synchronize: Current Code and Next Code */
  'epcs-iprescribe.synchronize': { parameters: { session: string; currentCode: string; nextCode: string; nickname?: string; device?: string }; answer: ({ outcome: "done"; value: { session: string; credentialId: string; message: "token-synchronized"; backupCodes: string[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** change the contact information of the practice, such as after a move */
  'epcs-iprescribe.update-practice-info': { parameters: { session: string; name: string; address: string; phone: string; fax?: string }; answer: ({ outcome: "done"; value: { name: string; address: string; phone: string; fax: (string | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show the mails, texts, calls and pushes that were sent, with their links and codes */
  'epcs-messages.list': { parameters: { to?: string }; answer: ({ outcome: "done"; value: { messages: { id: string; channel: ("mail" | "text" | "call" | "push"); to: string; from: string; subject: string; text: string; link: (string | null); code: (string | null); sentAt: string; dueAt: (string | null); expiresAt: (string | null); deliveredAt: (string | null); state: ("under-way" | "arrived" | "lost" | "answered") }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** add entries to the registry from CSV: the monthly NPI file, or one of your own */
  'epcs-registry.import': { parameters: { file: string; regions?: string; by?: string }; answer: ({ outcome: "done"; value: { entries: number; refused: number; problems: { line: number; why: string }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** say who the registry has under an NPI */
  'epcs-registry.look-up': { parameters: { npi: string }; answer: ({ outcome: "done"; value: { entry: (EpcsRegistryEntry | null) } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** change a prescription: it needs "ready" again; a signed one is cancelled */
  'epcs-signing.change': { parameters: { session: string; id: string; patient?: string; patientAddress?: string; drug?: string; strength?: string; dosageForm?: string; quantity?: string; directions?: string; refills?: (number | string); schedule?: ("II" | "III" | "IV" | "V"); deaNumber?: string }; answer: ({ outcome: "done"; value: EpcsPrescription } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** write a prescription */
  'epcs-signing.draft': { parameters: { session: string; patient: string; patientAddress: string; drug: string; strength: string; dosageForm: string; quantity: string; directions: string; refills: (number | string); schedule: ("II" | "III" | "IV" | "V"); deaNumber: string }; answer: ({ outcome: "done"; value: EpcsPrescription } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show every prescription of the prescriber */
  'epcs-signing.list': { parameters: { session: string }; answer: ({ outcome: "done"; value: { name: string; npi: string; deaNumbers: string[]; prescriptions: EpcsPrescription[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** mark a prescription ready as it was shown */
  'epcs-signing.mark-ready': { parameters: { session: string; id: string; revision: (number | string); notReady?: boolean }; answer: ({ outcome: "done"; value: EpcsPrescription } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** show what is to be signed for one patient, with the statement */
  'epcs-signing.page': { parameters: { session: string; patient: string }; answer: ({ outcome: "done"; value: { prescriber: { name: string; npi: string }; patient: string; prescriptions: EpcsPrescription[]; statement: string; label: string; tokens: { nickname: string; credentialId: string }[] } } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** sign prescriptions: passphrase and code */
  'epcs-signing.sign': { parameters: { session: string; ids?: (string | string[]); passphrase: string; token: string; otp: string; device?: string }; answer: ({ outcome: "done"; value: EpcsSigned } | { outcome: "refused"; refusal: EpcsRefusal }); item: unknown };
  /** draw many fobs of a model, and show how their clocks spread over the years */
  'fleet.forecast': { parameters: { model: string; fobs?: (number | string); for?: string; celsius?: (number | string | "day-night" | "pocket"); policy?: string; within?: (number | string); seed?: string }; answer: { model: string; fobs: number; seed: string; policy: string; withinPpm: number; readings: { days: number; offsetSeconds: { low: number; median: number; high: number }; shareWithinPpm: number; shareAccepted: number }[] }; item: unknown };
  /** put a simulated fob on the bench */
  'fob.add': { parameters: { model: string; serial?: string; secret?: string; digits?: (number | string); period?: (number | string); algorithm?: ("sha1" | "sha256" | "sha512"); event?: boolean; time?: boolean; counter?: (number | string); driftPpm?: (number | string); tolerancePpm?: (number | string); appVersion?: string; label?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; model: string; warnings: string[] }; item: unknown };
  /** put a simulated twin of each record of a seed file on the bench: foblab add --from <file> */
  'fob.add-from': { parameters: { from: string; model?: string; driftPpm?: (number | string); format?: ("pskc" | "oath-csv" | "entra-csv" | "yubico-csv" | "hex-list" | "otpauth" | "users-oath" | "safenet-xml"); password?: string; key?: string; partial?: boolean; digits?: (number | string); period?: (number | string); time?: boolean; event?: boolean }; answer: { format: SeedFileFormat; added: { serial: string; model: string }[]; skipped: string[]; report: SeedReportEntry[]; notes: string[] }; item: unknown };
  /** make a simulated fob of a physical one, from its passport: foblab add --twin <serial> */
  'fob.add-twin': { parameters: { twin: string; model?: string; serial?: string; rate?: ("middle" | "low" | "high"); secret?: string; label?: string; by?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; model: string; twinOf: string; driftPpm: number; offsetSeconds: number; notes: string[] }; item: unknown };
  /** age one fob: its crystal, battery and offset move as if the time passed */
  'fob.age': { parameters: { fob: string; by: string }; answer: { serial: string; seq: number; at: string; screen: Screen; clock: (Clock | null); noClock: (("no-power" | "no-memory" | "none" | "not-set") | null) }; item: unknown };
  /** read a fob's battery, or set what is left in it */
  'fob.battery': { parameters: { fob: string; level?: (number | string) }; answer: { serial: string; seq: number; at: string; screen: Screen; battery: Battery }; item: unknown };
  /** change a fob's cell as a person does it: quickly, or so slowly that the memory is lost */
  'fob.battery-replace': { parameters: { fob: string; pace?: ("quickly" | "slowly"); without?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; battery: Battery; untilAt: string }; item: unknown };
  /** read a fob's clock, or set how far it is off */
  'fob.clock': { parameters: { fob: string; offset?: (number | string) }; answer: { serial: string; seq: number; at: string; screen: Screen; clock: Clock }; item: unknown };
  /** get a fresh code off a fob, as a person would */
  'fob.code': { parameters: { fob: string; unused?: boolean; validFor?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; code: string; validUntilAt: (string | null); secondsLeft: (number | null) }; item: unknown };
  /** set a fob's net rate in ppm, or give it back to physics */
  'fob.drift': { parameters: { fob: string; ppm?: (number | string | "physics") }; answer: { serial: string; seq: number; at: string; screen: Screen; clock: (Clock | null) }; item: unknown };
  /** switch a fault on or off, or list what there is */
  'fob.fault': { parameters: { fob: string; name?: string; switch?: ("on" | "off"); with?: (string | string[]); for?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; switched: ({ name: string; on: boolean; parameters: { [name: string]: number } } | null); faults: Fault[] }; item: unknown };
  /** every fault that a fob can have, and which are on; foblab fault switches them */
  'fob.faults': { parameters: { fob: string }; answer: { serial: string; faults: Fault[] }; item: unknown };
  /** the past and the future of a fob’s clock and cell, if nothing else happens to it */
  'fob.forecast': { parameters: { fob: string; window?: (number | string); around?: (number | string); for?: string }; answer: FobForecast; item: unknown };
  /** hold a fob's button down: for a time, or until it is released */
  'fob.hold': { parameters: { fob: string; for?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; held: boolean; untilAt: (string | null) }; item: unknown };
  /** write a label on a fob, to find it by and to group fobs */
  'fob.label': { parameters: { fob: string; label?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; label: string }; item: unknown };
  /** lend a fob to a test: no other test gets it until it is given back */
  'fob.lend': { parameters: { model?: string; label?: string; by?: string; for?: string; wait?: string }; answer: { lease: string; serial: string; model: string; by: (string | null); endsAt: string }; item: unknown };
  /** the fobs that are lent, to whom and until when */
  'fob.lent': { parameters: Record<string, never>; answer: { leases: Lease[] }; item: unknown };
  /** the fobs on the bench */
  'fob.list': { parameters: { label?: string }; answer: { fobs: ListedFob[]; damaged: DamagedFob[] }; item: unknown };
  /** a fob's otpauth URI, which authenticator apps take, and a QR code of it with --qr */
  'fob.otpauth': { parameters: { fob: string; qr?: boolean }; answer: { serial: string; uri: string; qr: (string | null) }; item: unknown };
  /** press a fob's button once, as a finger does */
  'fob.press': { parameters: { fob: string }; answer: { serial: string; seq: number; at: string; screen: Screen; typed: (string | null) }; item: unknown };
  /** take the finger off a fob's button (foblab hold) */
  'fob.release': { parameters: { fob: string }; answer: { serial: string; seq: number; at: string; screen: Screen; held: false; released: boolean }; item: unknown };
  /** take a fob off the bench, and its seed with it */
  'fob.remove': { parameters: { fob: string }; answer: { serial: string; seq: number; at: string }; item: unknown };
  /** take all faults off a fob and switch its display off; seed, counter and clock stay */
  'fob.reset': { parameters: { fob: string }; answer: { serial: string; seq: number; at: string; screen: Screen }; item: unknown };
  /** give a lent fob back */
  'fob.return': { parameters: { fob: string; lease: string }; answer: { serial: string; returned: true }; item: unknown };
  /** all there is to see of one fob */
  'fob.show': { parameters: { fob: string }; answer: FobDetail; item: unknown };
  /** set the temperature of a fob: a value, a profile, or a list of points */
  'fob.temp': { parameters: { fob: string; celsius?: (number | string) }; answer: { serial: string; seq: number; at: string; screen: Screen; celsius: number }; item: unknown };
  /** end a lab, with everything in it */
  'lab.end': { parameters: { lab: string }; answer: { ended: string }; item: unknown };
  /** the labs that are open */
  'lab.list': { parameters: Record<string, never>; answer: { labs: Lab[] }; item: unknown };
  /** one lab: its time, its fobs, and when it ends */
  'lab.show': { parameters: { lab: string }; answer: Lab; item: unknown };
  /** start a bench of its own for one test: in memory, seeded, with its own verifier */
  'lab.start': { parameters: { seed?: string; at?: string; rate?: (number | string); idle?: string }; answer: Lab; item: unknown };
  /** take a fob off its serial and TCP ports, even while a program uses them */
  'link.close': { parameters: { fob: string }; answer: { serial: string; closed: number }; item: unknown };
  /** the open links of the bench: which fob is on which port */
  'link.list': { parameters: Record<string, never>; answer: { links: Link[] }; item: unknown };
  /** put one fob on a serial port or a TCP port of the process that holds the bench */
  'link.open': { parameters: { fob: string; kind?: ("pty" | "tcp"); baud?: (number | string); crlf?: boolean; pty?: boolean; tcp?: boolean }; answer: Link; item: unknown };
  /** plug a fob into the USB port that foblab serve --usbip serves */
  'link.plug': { parameters: { fob: string }; answer: Link; item: unknown };
  /** put the fobs of the bench on serial ports, TCP or USB, until interrupted */
  'link.serve': { parameters: { pty?: boolean; tcp?: boolean; port?: (number | string); usbip?: boolean; usbipPort?: (number | string); baud?: (number | string); crlf?: boolean }; answer: { served: number }; item: (Link | { ready: true; fobs: number } | { problem: string }) };
  /** what goes over the serial and USB links of the bench, as text or in hexadecimal */
  'link.traffic': { parameters: { fob?: string; hex?: boolean; since?: (number | string); follow?: boolean }; answer: { hex: boolean; pieces: TrafficPiece[] }; item: { seq: number; serial: string; wallAt: string; at: string; afterEvent: number; direction: ("in" | "out"); channel: ("console" | "keyboard" | "hid" | "feature"); hexadecimal: string; typed?: string; keptBack?: string; hex: boolean } };
  /** pull a fob out of the USB port, even while a host uses it */
  'link.unplug': { parameters: { fob: string }; answer: { serial: string }; item: unknown };
  /** make a model of the lab's own from what was observed of its fobs */
  'model.derive': { parameters: { name: string; from?: "passports"; base?: string; only?: (string | string[]) }; answer: { model: DerivedModel; basis: "measured"; leftOut: { serial: string; why: string }[]; file: string }; item: unknown };
  /** the catalogue: models, or one datasheet with the source of each value */
  'model.list': { parameters: { model?: string }; answer: { bases: BasisCounts; models: Model[]; unread?: string[] }; item: unknown };
  /** record what a physical fob showed and when, and say what follows from it */
  'observation.add': { parameters: { serial?: string; code?: string; at?: string; earlier?: string; later?: string; keepAnyway?: boolean; file?: (string | { text: string; atMs?: number }[]); target?: string; outcome?: ("accepted" | "refused" | "replayed" | "out-of-sync" | "locked"); secret?: string; digits?: (number | string); period?: (number | string); algorithm?: ("sha1" | "sha256" | "sha512"); event?: boolean; counter?: (number | string); policy?: string; by?: string }; answer: { timeBase: "wall"; recorded: number; keptBefore: number; readings: { line: (number | null); serial: string; shownAt: string; source: ("person" | "keyboard" | "hid" | "serial" | "picture"); verdict: ({ target: string; outcome: string; accepted: boolean } | null); use: (("used" | "no-step" | "misfit") | null); step: (number | null); stepsOff: (number | null); offsetSeconds: ({ low: number; high: number } | null); counter: (number | null); keptBefore: boolean }[]; fobs: { serial: string; readings: number; seedFrom: SeedSource; clock: ({ confidence: number; readings: { used: number; leftOut: number }; referenceAt: string; offsetSeconds: Interval; driftPpm: (Interval | null); slackSeconds: number; window: ({ policy: string; status: ("outside" | "unknown" | "stays" | "leaves"); earliestAt: (string | null); likelyAt: (string | null); latestAt: (string | null) } | null) } | null); counter: ({ counter: number; ahead: number; chance: number } | null); withoutSeed: ({ readings: number; distinctCodes: number; repeats: { times: number; overSeconds: number }[]; accepted: number; refused: number; known: string[]; unknown: string[]; wouldTell: string[] } | null); notes: string[] }[]; errors: { line: number; message: string }[]; notes: string[] }; item: unknown };
  /** set the times of one sitting's readings right, where the computer's clock was wrong */
  'observation.correct-clock': { parameters: { confirm?: boolean; by?: string; from?: string; to?: string; policy?: string }; answer: { done: boolean; behindSeconds: number; readings: number; fobs: number; fromAt: string; toAt: string }; item: unknown };
  /** correct a reading or a remark: its code, its time, its text */
  'observation.edit': { parameters: { id: (number | string); code?: string; at?: string; earlier?: string; later?: string; text?: string; keepAnyway?: boolean }; answer: { observation: KeptObservation }; item: unknown };
  /** list what was observed of physical fobs, each with its id, to find a slip */
  'observation.list': { parameters: { serial?: string }; answer: { observations: KeptObservation[] }; item: unknown };
  /** move a reading to the fob that it belongs to, or all of a mistyped serial */
  'observation.move': { parameters: { id?: string; to?: string; from?: string; keepAnyway?: boolean }; answer: { moved: KeptObservation[] }; item: unknown };
  /** remove observations: by their ids, or all of a fob that does not exist */
  'observation.remove': { parameters: { ids?: (string | string[]); serial?: string }; answer: { removed: KeptObservation[] }; item: unknown };
  /** take back what was last done to observations: an entry, a correction, a removal, a move */
  'observation.undo': { parameters: Record<string, never>; answer: { changes: { now: ("removed" | "restored"); observation: KeptObservation }[] }; item: unknown };
  /** list the physical fobs that were observed, with what to do about each, the most urgent first */
  'passport.list': { parameters: { match?: string; label?: string; attention?: boolean; format?: ("html" | "csv" | "md" | "json"); policy?: string; by?: string }; answer: { timeBase: "wall"; issuedAt: string; observed: number; fobs: ObservedFob[]; clockDoubt: ({ behindSeconds: number; fobs: number; leaning: number; fromAt: string; toAt: string; text: string } | null); unread: { line: number; message: string }[]; page: (string | null) }; item: unknown };
  /** show what is known of a physical fob: readings, offset, drift, window, battery, verdicts */
  'passport.show': { parameters: { serial: string; markdown?: boolean; format?: ("html" | "md" | "json"); note?: string; battery?: string; label?: string; keepAnyway?: boolean; secret?: string; digits?: (number | string); period?: (number | string); algorithm?: ("sha1" | "sha256" | "sha512"); event?: boolean; counter?: (number | string); policy?: string; by?: string }; answer: { passport: Passport; markdown: (string | null); page: (string | null) }; item: unknown };
  /** the codes and links that a phone has received, and which are still good */
  'phone.list': { parameters: { fob: string }; answer: { serial: string; messages: PhoneMessage[] }; item: unknown };
  /** send a code or a link to a phone, by text or call, as a service does */
  'phone.receive': { parameters: { fob: string; code?: string; link?: string; channel?: ("text" | "call"); from?: string; delay?: string; expiry?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; number: number; channel: ("text" | "call"); arrivesAt: string }; item: unknown };
  /** list the policies that a credential can be judged by */
  'policy.list': { parameters: Record<string, never>; answer: { policies: { name: string; description: string }[] }; item: unknown };
  /** show a policy, or compare several: window, odds of a guess, years that a drifting fob stays inside */
  'policy.show': { parameters: { policy: string; with?: (string | string[]); digits?: (number | string); period?: (number | string); ppm?: (number | string) }; answer: { policy: Policy; digits: number; stepSeconds: number; driftPpm: number; cost: { time: { acceptedValues: number; mostAcceptedValues: number; odds: number }; event: { acceptedValues: number; odds: number }; oddsUntilLocked: number }; daysInside: (number | null); comparison: PolicyFigures[] }; item: unknown };
  /** approve or deny what a push app asks, as its user does */
  'push.answer': { parameters: { answer: ("approve" | "deny"); fob: string; id?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; request: PushRequest }; item: unknown };
  /** send a push app a request to approve or deny, as a verifier does */
  'push.ask': { parameters: { fob: string; text: string; expiry?: string; id?: string }; answer: { serial: string; seq: number; at: string; screen: Screen; request: PushRequest }; item: unknown };
  /** the requests of a push app: pending, approved, denied or expired */
  'push.list': { parameters: { fob: string; id?: string; outcome?: ("pending" | "approved" | "denied" | "expired") }; answer: { serial: string; requests: PushRequest[] }; item: unknown };
  /** write the seeds of credentials and fobs as a seed file: encrypted, or in clear with --plain */
  'seed-file.export': { parameters: { format?: ("pskc" | "csv" | "otpauth"); of?: ("all" | "credentials" | "fobs"); serial?: string; plain?: boolean; password?: string; key?: string; by?: string; reason?: string }; answer: { format: ("pskc" | "csv" | "otpauth"); records: number; plain: boolean; file: string; notes: string[] }; item: unknown };
  /** make a credential for each record of a vendor's seed file */
  'seed-file.import': { parameters: { file: string; format?: ("pskc" | "oath-csv" | "entra-csv" | "yubico-csv" | "hex-list" | "otpauth" | "users-oath" | "safenet-xml"); password?: string; key?: string; partial?: boolean; digits?: (number | string); period?: (number | string); time?: boolean; event?: boolean; check?: string; code?: string; policy?: string; issued?: boolean; by?: string; reason?: string }; answer: { format: SeedFileFormat; imported: string[]; skipped: string[]; report: SeedReportEntry[]; notes: string[] }; item: unknown };
  /** send a target a code that cannot be right, and see that it answers and refuses */
  'target.check': { parameters: { target: string; serial?: string; code?: string }; answer: { target: string; ok: boolean; finding: ("refuses" | "accepts-everything" | "unreadable" | "unreachable" | "misconfigured"); message: string; sent: { serial: string; code: string; at: string }; verdict: (Verdict | null); reply: (TargetReply | null) }; item: unknown };
  /** list the verifiers that codes can be sent to: foblab’s own, and the files in targets/ of the bench */
  'target.list': { parameters: Record<string, never>; answer: { folder: string; targets: { name: string; kind: (("foblab" | "command" | "http") | null); timeBase: (TimeBase | null); problem: (string | null) }[] }; item: unknown };
  /** make a token for a client of foblab serve --http; it is shown once */
  'token.add': { parameters: { name: string; access?: ("look" | "operate" | "administer") }; answer: { token: string; record: AccessToken }; item: unknown };
  /** the tokens of HTTP clients, by name */
  'token.list': { parameters: Record<string, never>; answer: { tokens: AccessToken[] }; item: unknown };
  /** take a token back: the next request with it is refused */
  'token.revoke': { parameters: { name: string }; answer: { revoked: AccessToken }; item: unknown };
}

/** Method and path below /v1 of each operation. */
export const routes: { readonly [N in keyof Operations]: readonly [method: string, path: string] } = {
  'activation.image': ['POST', '/activations/image'],
  'activation.scan': ['POST', '/fobs/{fob}/activation/scan'],
  'audit.checkpoint': ['POST', '/audit/checkpoint'],
  'audit.list': ['GET', '/audit'],
  'audit.verify': ['POST', '/audit/verify'],
  'bench.advance': ['POST', '/time/advance'],
  'bench.damage': ['GET', '/bench/damage'],
  'bench.index': ['GET', '/bench/index'],
  'bench.log': ['GET', '/events'],
  'bench.overview': ['GET', '/bench/overview'],
  'bench.rate': ['PUT', '/time/rate'],
  'bench.restore': ['POST', '/bench/restore'],
  'bench.snapshot': ['GET', '/bench/snapshot'],
  'bench.status': ['GET', '/bench'],
  'bench.wait': ['POST', '/wait'],
  'credential.activate': ['POST', '/credentials/{serial}/activate'],
  'credential.backup-codes': ['POST', '/credentials/{serial}/backup-codes'],
  'credential.delete': ['DELETE', '/credentials/{serial}'],
  'credential.disable': ['POST', '/credentials/{serial}/disable'],
  'credential.enable': ['POST', '/credentials/{serial}/enable'],
  'credential.enroll': ['POST', '/credentials'],
  'credential.expire': ['POST', '/credentials/{serial}/expire'],
  'credential.list': ['GET', '/credentials'],
  'credential.lost': ['POST', '/credentials/{serial}/lost'],
  'credential.replace': ['POST', '/credentials/{serial}/replace'],
  'credential.reset-drift': ['POST', '/credentials/{serial}/reset-drift'],
  'credential.resync': ['POST', '/credentials/{serial}/resync'],
  'credential.set-counter': ['POST', '/credentials/{serial}/set-counter'],
  'credential.set-policy': ['POST', '/credentials/{serial}/set-policy'],
  'credential.show': ['GET', '/credentials/{serial}'],
  'credential.unlock': ['POST', '/credentials/{serial}/unlock'],
  'credential.verify': ['POST', '/credentials/{serial}/verify'],
  'credential.window': ['GET', '/credentials/window'],
  'device.list': ['GET', '/devices'],
  'device.read': ['POST', '/devices/read'],
  'epcs-administration.enter-right': ['POST', '/epcs/administration/enter-right'],
  'epcs-administration.execute-right': ['POST', '/epcs/administration/execute-right'],
  'epcs-administration.incidents': ['GET', '/epcs/administration/incidents'],
  'epcs-administration.list': ['GET', '/epcs/administration'],
  'epcs-administration.replace': ['POST', '/epcs/administration/replace'],
  'epcs-administration.report-broken': ['POST', '/epcs/administration/report-broken'],
  'epcs-administration.report-lost': ['POST', '/epcs/administration/report-lost'],
  'epcs-administration.resynchronize': ['POST', '/epcs/administration/resynchronize'],
  'epcs-administration.revoke-right': ['POST', '/epcs/administration/revoke-right'],
  'epcs-administration.right': ['GET', '/epcs/administration/right'],
  'epcs-administration.set-dea-registration': ['POST', '/epcs/administration/set-dea-registration'],
  'epcs-administration.unlock': ['POST', '/epcs/administration/unlock'],
  'epcs-calmhsa.create-account': ['POST', '/epcs/calmhsa/create-account'],
  'epcs-calmhsa.log-in': ['POST', '/epcs/calmhsa/log-in'],
  'epcs-calmhsa.log-out': ['POST', '/epcs/calmhsa/log-out'],
  'epcs-calmhsa.menu': ['POST', '/epcs/calmhsa/menu'],
  'epcs-calmhsa.token-management': ['POST', '/epcs/calmhsa/token-management'],
  'epcs-drchrono.account': ['POST', '/epcs/drchrono/account'],
  'epcs-drchrono.approve': ['POST', '/epcs/drchrono/approve'],
  'epcs-drchrono.confirm-identity': ['POST', '/epcs/drchrono/confirm-identity'],
  'epcs-drchrono.create-account': ['POST', '/epcs/drchrono/create-account'],
  'epcs-drchrono.delete-device': ['POST', '/epcs/drchrono/delete-device'],
  'epcs-drchrono.erx-info': ['POST', '/epcs/drchrono/erx-info'],
  'epcs-drchrono.log-in': ['POST', '/epcs/drchrono/log-in'],
  'epcs-drchrono.log-out': ['POST', '/epcs/drchrono/log-out'],
  'epcs-drchrono.select-primary': ['POST', '/epcs/drchrono/select-primary'],
  'epcs-drchrono.sign': ['POST', '/epcs/drchrono/sign'],
  'epcs-drchrono.update-mfa-device': ['POST', '/epcs/drchrono/update-mfa-device'],
  'epcs-faults.set': ['POST', '/epcs/faults/set'],
  'epcs-faults.show': ['GET', '/epcs/faults/show'],
  'epcs-fixtures.load': ['POST', '/epcs/fixtures/load'],
  'epcs-gold.add-token': ['POST', '/epcs/gold/add-token'],
  'epcs-gold.begin-enrolment': ['POST', '/epcs/gold/begin-enrolment'],
  'epcs-gold.binding-report': ['POST', '/epcs/gold/binding-report'],
  'epcs-gold.cancel-sign-in': ['POST', '/epcs/gold/cancel-sign-in'],
  'epcs-gold.choose-passphrase': ['POST', '/epcs/gold/choose-passphrase'],
  'epcs-gold.contact-us': ['POST', '/epcs/gold/contact-us'],
  'epcs-gold.delete-token': ['POST', '/epcs/gold/delete-token'],
  'epcs-gold.disable-token': ['POST', '/epcs/gold/disable-token'],
  'epcs-gold.edit-token': ['POST', '/epcs/gold/edit-token'],
  'epcs-gold.enable-token': ['POST', '/epcs/gold/enable-token'],
  'epcs-gold.enrol-token': ['POST', '/epcs/gold/enrol-token'],
  'epcs-gold.enrolment': ['POST', '/epcs/gold/enrolment'],
  'epcs-gold.forgot-passphrase': ['POST', '/epcs/gold/forgot-passphrase'],
  'epcs-gold.home': ['POST', '/epcs/gold/home'],
  'epcs-gold.incident-report': ['POST', '/epcs/gold/incident-report'],
  'epcs-gold.invite': ['POST', '/epcs/gold/invite'],
  'epcs-gold.log-out': ['POST', '/epcs/gold/log-out'],
  'epcs-gold.profile': ['POST', '/epcs/gold/profile'],
  'epcs-gold.prove-identity': ['POST', '/epcs/gold/prove-identity'],
  'epcs-gold.register-biometric': ['POST', '/epcs/gold/register-biometric'],
  'epcs-gold.report-lost': ['POST', '/epcs/gold/report-lost'],
  'epcs-gold.report-lost-token': ['POST', '/epcs/gold/report-lost-token'],
  'epcs-gold.reset-passphrase': ['POST', '/epcs/gold/reset-passphrase'],
  'epcs-gold.second-factor': ['POST', '/epcs/gold/second-factor'],
  'epcs-gold.security-question': ['POST', '/epcs/gold/security-question'],
  'epcs-gold.sign-in': ['POST', '/epcs/gold/sign-in'],
  'epcs-gold.signed-record-report': ['POST', '/epcs/gold/signed-record-report'],
  'epcs-gold.submit-biometric': ['POST', '/epcs/gold/submit-biometric'],
  'epcs-gold.submit-otp': ['POST', '/epcs/gold/submit-otp'],
  'epcs-gold.tokens': ['POST', '/epcs/gold/tokens'],
  'epcs-idme.add-push': ['POST', '/epcs/idme/add-push'],
  'epcs-idme.after-confirmation': ['POST', '/epcs/idme/after-confirmation'],
  'epcs-idme.after-push': ['POST', '/epcs/idme/after-push'],
  'epcs-idme.after-recovery-email': ['POST', '/epcs/idme/after-recovery-email'],
  'epcs-idme.answer-consent': ['POST', '/epcs/idme/answer-consent'],
  'epcs-idme.answer-push': ['POST', '/epcs/idme/answer-push'],
  'epcs-idme.begin-code-generator': ['POST', '/epcs/idme/begin-code-generator'],
  'epcs-idme.begin-mfa-recovery': ['POST', '/epcs/idme/begin-mfa-recovery'],
  'epcs-idme.choose-method': ['POST', '/epcs/idme/choose-method'],
  'epcs-idme.confirm-code-generator': ['POST', '/epcs/idme/confirm-code-generator'],
  'epcs-idme.confirm-email': ['POST', '/epcs/idme/confirm-email'],
  'epcs-idme.confirm-information': ['POST', '/epcs/idme/confirm-information'],
  'epcs-idme.confirm-npi': ['POST', '/epcs/idme/confirm-npi'],
  'epcs-idme.confirm-phone': ['POST', '/epcs/idme/confirm-phone'],
  'epcs-idme.confirm-phone-link': ['POST', '/epcs/idme/confirm-phone-link'],
  'epcs-idme.confirm-recovery-email': ['POST', '/epcs/idme/confirm-recovery-email'],
  'epcs-idme.consent-page': ['POST', '/epcs/idme/consent-page'],
  'epcs-idme.credit-profile': ['POST', '/epcs/idme/credit-profile'],
  'epcs-idme.delete-method': ['POST', '/epcs/idme/delete-method'],
  'epcs-idme.enter-code': ['POST', '/epcs/idme/enter-code'],
  'epcs-idme.enter-npi': ['POST', '/epcs/idme/enter-npi'],
  'epcs-idme.forgot-password': ['POST', '/epcs/idme/forgot-password'],
  'epcs-idme.generate-recovery-code': ['POST', '/epcs/idme/generate-recovery-code'],
  'epcs-idme.go-back': ['POST', '/epcs/idme/go-back'],
  'epcs-idme.methods': ['POST', '/epcs/idme/methods'],
  'epcs-idme.open-activation-link': ['POST', '/epcs/idme/open-activation-link'],
  'epcs-idme.photo-identification': ['POST', '/epcs/idme/photo-identification'],
  'epcs-idme.photo-self': ['POST', '/epcs/idme/photo-self'],
  'epcs-idme.progress': ['POST', '/epcs/idme/progress'],
  'epcs-idme.proofing': ['POST', '/epcs/idme/proofing'],
  'epcs-idme.rename-method': ['POST', '/epcs/idme/rename-method'],
  'epcs-idme.reset-password': ['POST', '/epcs/idme/reset-password'],
  'epcs-idme.rotate-key': ['POST', '/epcs/idme/rotate-key'],
  'epcs-idme.send-activation-link': ['POST', '/epcs/idme/send-activation-link'],
  'epcs-idme.send-code': ['POST', '/epcs/idme/send-code'],
  'epcs-idme.set-up-phone': ['POST', '/epcs/idme/set-up-phone'],
  'epcs-idme.sign-in': ['POST', '/epcs/idme/sign-in'],
  'epcs-idme.sign-out': ['POST', '/epcs/idme/sign-out'],
  'epcs-idme.sign-up': ['POST', '/epcs/idme/sign-up'],
  'epcs-idme.social-security-number': ['POST', '/epcs/idme/social-security-number'],
  'epcs-idme.use-recovery-code': ['POST', '/epcs/idme/use-recovery-code'],
  'epcs-idme.verify-ownership': ['POST', '/epcs/idme/verify-ownership'],
  'epcs-iprescribe.activate-device': ['POST', '/epcs/iprescribe/activate-device'],
  'epcs-iprescribe.activate-epcs': ['POST', '/epcs/iprescribe/activate-epcs'],
  'epcs-iprescribe.authentication-methods': ['POST', '/epcs/iprescribe/authentication-methods'],
  'epcs-iprescribe.authenticators': ['POST', '/epcs/iprescribe/authenticators'],
  'epcs-iprescribe.bind-authenticator': ['POST', '/epcs/iprescribe/bind-authenticator'],
  'epcs-iprescribe.confirm-authenticator': ['POST', '/epcs/iprescribe/confirm-authenticator'],
  'epcs-iprescribe.create-account': ['POST', '/epcs/iprescribe/create-account'],
  'epcs-iprescribe.enter-serial': ['POST', '/epcs/iprescribe/enter-serial'],
  'epcs-iprescribe.finish-registration': ['POST', '/epcs/iprescribe/finish-registration'],
  'epcs-iprescribe.launch-idme': ['POST', '/epcs/iprescribe/launch-idme'],
  'epcs-iprescribe.log-in': ['POST', '/epcs/iprescribe/log-in'],
  'epcs-iprescribe.log-out': ['POST', '/epcs/iprescribe/log-out'],
  'epcs-iprescribe.new-backup-codes': ['POST', '/epcs/iprescribe/new-backup-codes'],
  'epcs-iprescribe.pairing-password': ['POST', '/epcs/iprescribe/pairing-password'],
  'epcs-iprescribe.progress': ['POST', '/epcs/iprescribe/progress'],
  'epcs-iprescribe.resume-registration': ['POST', '/epcs/iprescribe/resume-registration'],
  'epcs-iprescribe.save-personal-info': ['POST', '/epcs/iprescribe/save-personal-info'],
  'epcs-iprescribe.save-practice-info': ['POST', '/epcs/iprescribe/save-practice-info'],
  'epcs-iprescribe.select-device': ['POST', '/epcs/iprescribe/select-device'],
  'epcs-iprescribe.settings': ['POST', '/epcs/iprescribe/settings'],
  'epcs-iprescribe.sign-up': ['POST', '/epcs/iprescribe/sign-up'],
  'epcs-iprescribe.start-pairing': ['POST', '/epcs/iprescribe/start-pairing'],
  'epcs-iprescribe.submit-backup-code': ['POST', '/epcs/iprescribe/submit-backup-code'],
  'epcs-iprescribe.submit-code': ['POST', '/epcs/iprescribe/submit-code'],
  'epcs-iprescribe.synchronize': ['POST', '/epcs/iprescribe/synchronize'],
  'epcs-iprescribe.update-practice-info': ['POST', '/epcs/iprescribe/update-practice-info'],
  'epcs-messages.list': ['GET', '/epcs/messages'],
  'epcs-registry.import': ['POST', '/epcs/registry/import'],
  'epcs-registry.look-up': ['GET', '/epcs/registry/look-up'],
  'epcs-signing.change': ['POST', '/epcs/signing/change'],
  'epcs-signing.draft': ['POST', '/epcs/signing/draft'],
  'epcs-signing.list': ['POST', '/epcs/signing'],
  'epcs-signing.mark-ready': ['POST', '/epcs/signing/mark-ready'],
  'epcs-signing.page': ['POST', '/epcs/signing/page'],
  'epcs-signing.sign': ['POST', '/epcs/signing/sign'],
  'fleet.forecast': ['GET', '/fleets/forecast'],
  'fob.add': ['POST', '/fobs'],
  'fob.add-from': ['POST', '/fobs/add-from'],
  'fob.add-twin': ['POST', '/fobs/add-twin'],
  'fob.age': ['POST', '/fobs/{fob}/age'],
  'fob.battery': ['POST', '/fobs/{fob}/battery'],
  'fob.battery-replace': ['POST', '/fobs/{fob}/battery-replace'],
  'fob.clock': ['POST', '/fobs/{fob}/clock'],
  'fob.code': ['POST', '/fobs/{fob}/code'],
  'fob.drift': ['POST', '/fobs/{fob}/drift'],
  'fob.fault': ['POST', '/fobs/{fob}/fault'],
  'fob.faults': ['GET', '/fobs/{fob}/faults'],
  'fob.forecast': ['GET', '/fobs/{fob}/forecast'],
  'fob.hold': ['POST', '/fobs/{fob}/hold'],
  'fob.label': ['POST', '/fobs/{fob}/label'],
  'fob.lend': ['POST', '/fobs/lend'],
  'fob.lent': ['GET', '/fobs/lent'],
  'fob.list': ['GET', '/fobs'],
  'fob.otpauth': ['GET', '/fobs/{fob}/otpauth'],
  'fob.press': ['POST', '/fobs/{fob}/press'],
  'fob.release': ['POST', '/fobs/{fob}/release'],
  'fob.remove': ['DELETE', '/fobs/{fob}'],
  'fob.reset': ['POST', '/fobs/{fob}/reset'],
  'fob.return': ['POST', '/fobs/{fob}/return'],
  'fob.show': ['GET', '/fobs/{fob}'],
  'fob.temp': ['POST', '/fobs/{fob}/temp'],
  'lab.end': ['DELETE', '/labs/{lab}'],
  'lab.list': ['GET', '/labs'],
  'lab.show': ['GET', '/labs/{lab}'],
  'lab.start': ['POST', '/labs'],
  'link.close': ['POST', '/fobs/{fob}/link/close'],
  'link.list': ['GET', '/links'],
  'link.open': ['POST', '/fobs/{fob}/link/open'],
  'link.plug': ['POST', '/fobs/{fob}/link/plug'],
  'link.serve': ['POST', '/links/serve'],
  'link.traffic': ['GET', '/traffic'],
  'link.unplug': ['POST', '/fobs/{fob}/link/unplug'],
  'model.derive': ['POST', '/models/{name}/derive'],
  'model.list': ['GET', '/models'],
  'observation.add': ['POST', '/observations'],
  'observation.correct-clock': ['POST', '/observations/correct-clock'],
  'observation.edit': ['POST', '/observations/edit'],
  'observation.list': ['GET', '/observations'],
  'observation.move': ['POST', '/observations/move'],
  'observation.remove': ['POST', '/observations/remove'],
  'observation.undo': ['POST', '/observations/undo'],
  'passport.list': ['GET', '/passports'],
  'passport.show': ['POST', '/passports/{serial}'],
  'phone.list': ['GET', '/fobs/{fob}/phone'],
  'phone.receive': ['POST', '/fobs/{fob}/phone/receive'],
  'policy.list': ['GET', '/policies'],
  'policy.show': ['GET', '/policies/{policy}'],
  'push.answer': ['POST', '/fobs/{fob}/push/answer'],
  'push.ask': ['POST', '/fobs/{fob}/push/ask'],
  'push.list': ['GET', '/fobs/{fob}/push'],
  'seed-file.export': ['POST', '/seed-files/export'],
  'seed-file.import': ['POST', '/seed-files/import'],
  'target.check': ['POST', '/targets/{target}/check'],
  'target.list': ['GET', '/targets'],
  'token.add': ['POST', '/tokens'],
  'token.list': ['GET', '/tokens'],
  'token.revoke': ['DELETE', '/tokens/{name}'],
};

export type AccessToken = { name: string; access: ("look" | "operate" | "administer"); createdAt: string };

export type Advice = { what: ("replace" | "resynchronize" | "check" | "replace-by" | "read-again" | "get-seed" | "none"); text: string; date: (string | null); urgency: ("now" | "soon" | "later" | "none") };

export type AuditRecord = ({ seq: number; damaged: false; at: string; serial: (string | null); event: string; outcome: string; actor: string; reason: string; detail: { [name: string]: (string | number) } } | { seq: number; damaged: true });

export type BasisCounts = { published: number; "published for the kind": number; measured: number; assumed: number };

export type Battery = { voltageMv: number; percent: number; state: ("good" | "low" | "dead") };

export type CellPoint = { at: string; voltageMv: number; percent: number };

export type Checkpoint = { seq: number; hash: string; at: string; keyId: string; signature: string };

export type Clock = { fobAt: string; offsetSeconds: number; driftPpm: number };

export type Credential = { id: string; serial: (string | null); manufacturer: (string | null); model: (string | null); kind: ("totp" | "hotp"); algorithm: ("SHA1" | "SHA256" | "SHA512"); digits: number; stepSeconds: number; t0Seconds: number; policy: string; lifecycle: ("issued" | "active" | "disabled" | "lost" | "expired" | "deleted" | "replaced"); replacedBy: (string | null); notBeforeAt: (string | null); expiresAt: (string | null); enrolledAt: string; lastConsumed: number; counter: (number | null); driftSteps: number; failures: number; lockedAt: (string | null); throttleEndsAt: (string | null); lastSuccessAt: (string | null); owner: (string | null); issuer: (string | null); label: (string | null); backupCodesRemaining: number; version: number };

export type CredentialWindow = { serial: string; policy: string; kind: ("totp" | "hotp"); stepSeconds: number; from: number; to: number; resynchronizationFrom: number; resynchronizationTo: number; resynchronizationCodes: number };

export type DamagedFob = { serial: string; damage: string };

export type DatasheetValue = { value: unknown; basis: ("published" | "published for the kind" | "measured" | "assumed"); source: string; measurement?: { by: string; fobs: number } };

export type DerivedModel = { schema: "foblab.model/1"; id: string; base: string; fobs: number; ratePpm: { low: number; value: number; high: number }; spreadPpm: { low: number; value: number; high: number }; derivedAt: string };

export type Device = { kind: ("virtual" | "hid" | "serial"); name: string; path: string; selector: (string | null); use: string; link: (("memory" | "pty" | "tcp" | "usbip") | null); serialNumber: (string | null); usbId: (string | null); driver: (("yubikey-otp" | "nitrokey-pro" | "serial-console") | null) };

export type DeviceIdentity = ({ manufacturer: string; model: string; serial: string; firmware: string } | { firmwareVersion: string; serial: (number | null); programmingSequence: number; slots: { configured: boolean; needsTouch: boolean }[] } | { firmwareVersion: string; cardSerial: number; asksForUserPin: boolean; slots?: { kind: ("hotp" | "totp"); index: number; name: string; digits: number; counter: (number | null); intervalSeconds: (number | null) }[]; pinRetries?: { user: number; admin: number } });

export type DeviceProblem = { code: ("busy" | "permission" | "missing-library" | "not-found" | "timeout" | "protocol"); message: string };

export type EpcsBinding = { credentialId: string; npi: string; nickname: string; manufacturer: ("SYMANTEC" | "ONESPAN" | "IPRESCRIBE" | "IDME"); issuer: "DRFIRST"; type: ("OTP HARD TOKEN" | "OTP SOFT TOKEN"); model: string; state: ("active" | "inactive" | "lost" | "deleted"); reason: (string | null); device: (string | null); boundAt: string; changedAt: string };

export type EpcsBoundToken = { binding: EpcsBinding; warnings: string[] };

export type EpcsGoldToken = { name: string; credentialId: string; manufacturer: string; issuer: string; type: string; model: string; status: ("Active" | "Inactive" | "Lost" | "Deleted"); reason: (string | null); actions: ("Edit" | "Disable" | "Enable" | "Delete")[] };

export type EpcsIdmeMethod = { id: string; kind: ("phone" | "push" | "code-generator"); name: string; addedAt: string };

export type EpcsIncident = { kind: ("sign-in-throttled" | "token-lost" | "token-locked" | "foreign-token" | "right-revoked" | "signing-refused" | "record-altered"); at: string; npi: (string | null); credentialId: (string | null); actor: string; what: string };

export type EpcsPrescription = { patient: string; patientAddress: string; drug: string; strength: string; dosageForm: string; quantity: string; directions: string; refills: number; schedule: ("II" | "III" | "IV" | "V"); deaNumber: string; id: string; npi: string; revision: number; state: ("draft" | "ready" | "signed" | "cancelled"); createdAt: string; record: (string | null) };

export type EpcsRefusal = { code: string; message: string; causes: { cause: string; remedy: string }[]; remedy: string; field: (string | null); retryAt: (string | null) };

export type EpcsRegistryEntry = { npi: string; entityType: ("individual" | "organization"); firstName: string; lastName: string; licences: { number: string; state: string }[]; taxonomies: string[]; practice: { address: string; city: string; state: string; postalCode: string; phone: string }; deactivatedOn: (string | null); region: (number | null) };

export type EpcsSigned = { signedAt: string; records: string[] };

export type EpcsSigningRight = { npi: string; state: ("entered" | "granted" | "revoked"); enteredBy: string; enteredAt: string; executedBy: (string | null); executedAt: (string | null); revokedReason: (string | null); revokedAt: (string | null) };

export type Event = { seq: number; at: string; fobAt?: string; wallAt: string; serial?: string; kind: string; detail: { [name: string]: unknown } };

export type Fault = { name: string; layer: string; summary: string; active: boolean };

export type Fob = { serial: string; printed: string; model: string; kind: ("hard" | "soft" | "push" | "phone" | "usb-key"); label: string };

export type FobDetail = { serial: string; seq: number; at: string; screen: Screen; printed: string; model: string; kind: ("hard" | "soft" | "push" | "phone" | "usb-key"); label: string; ownModel: (string | null); manufacturer: string; product: string; firmwareVersion: string; addedAt: string; otp: ({ type: ("totp" | "hotp"); algorithm: ("sha1" | "sha256" | "sha512"); digits: number; periodSeconds: number; t0Seconds: number } | null); slots: ({ slot: string; holds: string; gives: ("code" | "password" | "answers" | "nothing") }[] | null); clock: (Clock | null); noClock: (("no-power" | "no-memory" | "none" | "not-set") | null); battery: Battery; life: ({ codesMade: number; lifeCodes: (number | null); endsAt: string; ended: boolean } | null); celsius: number; held: boolean; faults: Fault[]; bases: BasisCounts; trouble: (Trouble | null); failingParts: number; nextEventAt: (string | null); lcdLines: string[] };

export type FobForecast = { serial: string; at: string; offsetSeconds: (number | null); past: PastPoint[]; future: ForecastPoint[]; cell: CellPoint[]; leavesWindowAt: (string | null); codesEndAt: (string | null); batteryEndsAt: (string | null); batteryDaysLeft: (number | null) };

export type FobOverview = { serial: string; printed: string; model: string; kind: ("hard" | "soft" | "push" | "phone" | "usb-key"); label: string; screen: Screen; held: boolean; offsetSeconds: (number | null); lcd: { segments: string; countdown: number; lowBattery: boolean }; driftPpm: (number | null); battery: Battery; faults: string[]; links: string[] };

export type ForecastPoint = { at: string; offsetSeconds: number };

export type Interval = { low: number; median: number; high: number };

export type KeptObservation = { id: number; serial: string; kind: ("reading" | "battery" | "label" | "other"); shownAt: string; code: (string | null); text: (string | null); source: (("person" | "keyboard" | "hid" | "serial" | "picture") | null); verdict: ({ target: string; outcome: string; accepted: boolean } | null) };

export type Lab = { lab: string; url: string; seed: string; startedAt: string; at: string; rate: number; fobs: number; endsAt: string };

export type Lease = { serial: string; model: string; by: (string | null); endsAt: string };

export type Link = { serial: string; kind: ("memory" | "pty" | "tcp" | "usbip"); path: string; device?: string; busId?: string; attach?: string };

export type ListedFob = { serial: string; printed: string; model: string; kind: ("hard" | "soft" | "push" | "phone" | "usb-key"); label: string; screen: Screen; held: boolean; offsetSeconds: (number | null) };

export type Model = { id: string; kind: ("hard" | "soft" | "push" | "phone" | "usb-key"); summary: string; manufacturer: string; product: string; serial: { name: string; expected: string; example: { printed: string; typed: string } }; notes: string[]; bases: BasisCounts; datasheet?: { [name: string]: DatasheetValue } };

export type ObservedFob = { serial: string; label: (string | null); model: (string | null); readings: number; remarks: number; firstAt: string; lastAt: string; lastReadAt: (string | null); accepted: number; refused: number; lastCode: (string | null); offsetSeconds: (Interval | null); driftPpm: (Interval | null); policy: (string | null); leavesAt: (string | null); battery: (string | null); advice: Advice };

export type Passport = { serial: string; model: (string | null); label: (string | null); issuedAt: string; timeBase: "wall"; readings: Reading[]; seedFrom: SeedSource; clock: ({ confidence: number; readings: { used: number; leftOut: number }; referenceAt: string; offsetSeconds: Interval; driftPpm: (Interval | null); slackSeconds: number; window: ({ policy: string; status: ("outside" | "unknown" | "stays" | "leaves"); earliestAt: (string | null); likelyAt: (string | null); latestAt: (string | null) } | null) } | null); counter: ({ counter: number; ahead: number; chance: number } | null); withoutSeed: ({ readings: number; distinctCodes: number; repeats: { times: number; overSeconds: number }[]; accepted: number; refused: number; known: string[]; unknown: string[]; wouldTell: string[] } | null); notes: string[]; battery: { notedAt: string; text: string }[]; remarks: { notedAt: string; text: string }[]; verdicts: { accepted: number; refused: number }; advice: Advice; changes: { changedAt: string; text: string }[] };

export type PastPoint = { at: string; offsetSeconds: number; changed: boolean };

export type PhoneMessage = { number: number; channel: ("text" | "call"); from: string; code: string; link: (string | null); arrivesAt: string; expiresAt: string; expired: boolean };

export type Policy = { name: string; description: string; sources: string[]; limits: string[]; time: { windowSteps: number; widening: ("none" | "clock" | "total-width"); wideningSecondsPerDay: number; wideningMaximumSteps: number; wideningMaximumSeconds: number; initialWindowSeconds: number; resynchronizationSteps: number; resynchronizationSeconds: number }; event: { lookAhead: number; initialLookAhead: number; resynchronizationLookAhead: number }; drift: { learning: ("match" | "one-step" | "none"); maximumPpm: number; constantSteps: number }; autosync: { rule: ("none" | "direct" | "candidate"); steps: number; lookAhead: number; candidateSeconds: number; candidateGapSteps: number }; resynchronization: { codes: number; attempts: number; periodSeconds: number; whileLocked: boolean }; throttle: { freeFailures: number; delaySeconds: number; growth: ("linear" | "double"); maximumDelaySeconds: number; lockAfter: number; lockSeconds: number; repeatedCodeCounts: boolean }; retransmitSeconds: number; resultCodes: { [name: string]: string[] }; eventResultCodes: { [name: string]: string[] } };

export type PolicyFigures = { name: string; time: { windowSteps: number; windowSeconds: number; values: number; odds: number }; event: { values: number; odds: number }; lockAfter: number; oddsUntilLocked: number; followsDrift: boolean; resynchronization: { codes: number; steps: number; counters: number }; yearsInside: { driftPpm: number; years: (number | null) }[] };

export type PushRequest = { id: string; text: string; outcome: ("pending" | "approved" | "denied" | "expired"); askedAt: string; expiresAt: string; answeredAt: (string | null) };

export type Reading = { shownAt: string; source: ("person" | "keyboard" | "hid" | "serial" | "picture"); verdict: ({ target: string; outcome: string; accepted: boolean } | null); use: (("used" | "no-step" | "misfit") | null); step: (number | null); stepsOff: (number | null); offsetSeconds: ({ low: number; high: number } | null); counter: (number | null) };

export type Screen = { state: ("asleep" | "awake" | "showing" | "menu" | "notice" | "dead" | "inactive"); text: string; lowBattery: boolean };

export type SeedFileFormat = ("pskc" | "oath-csv" | "entra-csv" | "yubico-csv" | "hex-list" | "otpauth" | "users-oath" | "safenet-xml");

export type SeedReportEntry = { position: { record: number; line: number; column: number }; serial: (string | null); outcome: ("read" | "skipped" | "failed"); notes: string[] };

export type SeedSource = ("file" | "credential" | "twin" | null);

export type TargetReply = ({ kind: "command"; rule: (string | null); exitCode: (number | null); signal: (string | null); stdout: string; stderr: string } | { kind: "http"; rule: (string | null); status: number; body: string });

export type TimeBase = ("bench" | "wall");

export type TrafficPiece = { seq: number; serial: string; wallAt: string; at: string; afterEvent: number; direction: ("in" | "out"); channel: ("console" | "keyboard" | "hid" | "feature"); hexadecimal: string; typed?: string; keptBack?: string };

export type Trouble = { seen: string; means: string; toDo: string; voltageMv: number };

export type Verdict = { outcome: ("accepted" | "accepted-resynchronized" | "resynchronized" | "replayed" | "out-of-sync" | "invalid" | "malformed" | "throttled" | "locked" | "disabled" | "expired" | "lost" | "deleted" | "unknown-credential" | "not-yet-active" | "refused"); serial: string; target: string; at: string; timeBase: TimeBase; stepsOff: (number | null); step: (number | null); driftSteps: (number | null); failures: (number | null); retryAt: (string | null); policy: (string | null); vendorCodes: string[]; retransmitted: boolean; cause: (string | null); suggestedAction: (string | null); reply: (TargetReply | null); durationMs: (number | null) };
