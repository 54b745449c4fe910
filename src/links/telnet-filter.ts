// Telnet (RFC 854, RFC 855) and its COM port option (RFC 2217) in front of a console: what a client negotiates is
// answered and never read as a command. A plain TCP client sends no byte 255, so for it nothing changes.

/** What a client set on the port, in words for the bench's log. */
export interface LineSettings {
  baud?: number;
  dataBits?: number;
  parity?: 'none' | 'odd' | 'even' | 'mark' | 'space';
  stopBits?: 1 | 1.5 | 2;
  flowControl?: string;
  dtr?: boolean;
  rts?: boolean;
  break?: boolean;
}

export interface TelnetPeer {
  /** To the client. */
  send(bytes: Uint8Array): void;
  /** What was set, once for each time that it changes. */
  lineSettings?(settings: LineSettings): void;
}

const SE = 240;
const SB = 250;
const WILL = 251;
const WONT = 252;
const DO = 253;
const DONT = 254;
const IAC = 255;

const option = { binary: 0, suppressGoAhead: 3, comPort: 44 } as const;
const accepted: ReadonlySet<number> = new Set(Object.values(option));

/** RFC 2217 §3: what a client asks for; an answer is that number and 100. */
const comPort = {
  signature: 0,
  setBaudRate: 1,
  setDataSize: 2,
  setParity: 3,
  setStopSize: 4,
  setControl: 5,
  setLineStateMask: 10,
  setModemStateMask: 11,
  purgeData: 12,
} as const;
const answerOffset = 100;
const notifyModemState = 107;

/** CTS, DSR and DCD: a fob is always there. */
const modemState = 0x10 | 0x20 | 0x80;
const parities = ['none', 'odd', 'even', 'mark', 'space'] as const;
const stopSizes = [1, 2, 1.5] as const;
const longestSubnegotiation = 1024;

export class TelnetFilter {
  readonly #peer: TelnetPeer;
  /** What follows an IAC so far. */
  #command: number[] | undefined;
  #subnegotiation: number[] | undefined;
  #ours = new Set<number>();
  #theirs = new Set<number>();
  #baud = 9600;
  #dataBits = 8;
  #parity = 1;
  #stopSize = 1;
  #flowControl = 1;
  #dtr = true;
  #rts = true;
  #break = false;

  constructor(peer: TelnetPeer) {
    this.#peer = peer;
  }

  /** @returns the bytes that are data */
  data(bytes: Uint8Array): Uint8Array {
    const isPlain = this.#command === undefined && this.#subnegotiation === undefined;
    if (isPlain && !bytes.includes(IAC)) return bytes;
    const data: number[] = [];
    for (const byte of bytes) {
      if (this.#command !== undefined) this.#continueCommand(byte, data);
      else if (byte === IAC) this.#command = [];
      else this.#take(byte, data);
    }
    return Uint8Array.from(data);
  }

  #take(byte: number, data: number[]): void {
    if (this.#subnegotiation === undefined) data.push(byte);
    else if (this.#subnegotiation.length < longestSubnegotiation) this.#subnegotiation.push(byte);
  }

  #continueCommand(byte: number, data: number[]): void {
    const [verb] = this.#command!;
    if (verb !== undefined) {
      this.#command = undefined;
      this.#negotiate(verb, byte);
    } else if (byte >= WILL && byte <= DONT) this.#command = [byte];
    else {
      this.#command = undefined;
      // A doubled 255 is that byte (RFC 854). What else a client may say (NOP, AYT, BREAK …) asks for nothing.
      if (byte === IAC) this.#take(byte, data);
      else if (byte === SB) this.#subnegotiation = [];
      else if (byte === SE) {
        const [code, ...rest] = this.#subnegotiation ?? [];
        this.#subnegotiation = undefined;
        if (code === option.comPort) this.#comPort(rest);
      }
    }
  }

  /** Each state is acknowledged once, so that two ends never answer each other for ever (RFC 854). */
  #negotiate(verb: number, code: number): void {
    const taken = accepted.has(code);
    if (verb === DO || verb === DONT) {
      const wanted = verb === DO && taken;
      const before = this.#ours.has(code);
      if (wanted) this.#ours.add(code);
      else this.#ours.delete(code);
      if (wanted !== before || (verb === DO && !taken)) this.#send(IAC, wanted ? WILL : WONT, code);
    } else {
      const wanted = verb === WILL && taken;
      const before = this.#theirs.has(code);
      if (wanted) this.#theirs.add(code);
      else this.#theirs.delete(code);
      if (wanted !== before || (verb === WILL && !taken)) this.#send(IAC, wanted ? DO : DONT, code);
      if (wanted && !before && code === option.comPort) this.#answer(notifyModemState, [modemState]);
    }
  }

  /** Any setting is taken, since no wire limits it; the answer is what is set now. */
  #comPort([code, ...value]: readonly number[]): void {
    const first = value[0] ?? 0;
    switch (code) {
      case comPort.signature:
        if (value.length === 0) this.#answer(answerOffset, [...Buffer.from('foblab')]);
        break;
      case comPort.setBaudRate: {
        const asked = value.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
        if (value.length >= 4 && asked > 0) this.#set('baud', () => (this.#baud = asked), { baud: asked });
        const baud = new Uint8Array(4);
        new DataView(baud.buffer).setUint32(0, this.#baud);
        this.#answer(answerOffset + code, [...baud]);
        break;
      }
      case comPort.setDataSize:
        if (first >= 5 && first <= 8)
          this.#set('dataBits', () => (this.#dataBits = first), { dataBits: first });
        this.#answer(answerOffset + code, [this.#dataBits]);
        break;
      case comPort.setParity:
        if (first >= 1 && first <= 5)
          this.#set('parity', () => (this.#parity = first), { parity: parities[first - 1]! });
        this.#answer(answerOffset + code, [this.#parity]);
        break;
      case comPort.setStopSize:
        if (first >= 1 && first <= 3)
          this.#set('stopBits', () => (this.#stopSize = first), { stopBits: stopSizes[first - 1]! });
        this.#answer(answerOffset + code, [this.#stopSize]);
        break;
      case comPort.setControl:
        this.#answer(answerOffset + code, [this.#control(first)]);
        break;
      case comPort.setLineStateMask:
        this.#answer(answerOffset + code, [first]);
        break;
      case comPort.setModemStateMask:
        this.#answer(answerOffset + code, [first]);
        this.#answer(notifyModemState, [modemState & first]);
        break;
      case comPort.purgeData:
        this.#answer(answerOffset + code, [first]);
        break;
      default:
    }
  }

  /** RFC 2217 §3, SET-CONTROL: flow control, break, DTR, RTS; 0, 4, 7, 10 and 13 ask what is set. */
  #control(asked: number): number {
    if (asked === 0 || asked === 13) return this.#flowControl;
    if (asked <= 3 || (asked >= 14 && asked <= 19)) {
      this.#set('flowControl', () => (this.#flowControl = asked), { flowControl: flowControls[asked]! });
      return this.#flowControl;
    }
    if (asked <= 6) {
      if (asked !== 4) this.#set('break', () => (this.#break = asked === 5), { break: asked === 5 });
      return this.#break ? 5 : 6;
    }
    if (asked <= 9) {
      if (asked !== 7) this.#set('dtr', () => (this.#dtr = asked === 8), { dtr: asked === 8 });
      return this.#dtr ? 8 : 9;
    }
    if (asked <= 12) {
      if (asked !== 10) this.#set('rts', () => (this.#rts = asked === 11), { rts: asked === 11 });
      return this.#rts ? 11 : 12;
    }
    return this.#flowControl;
  }

  readonly #reported = new Map<string, unknown>();

  #set(name: keyof LineSettings, change: () => void, settings: LineSettings): void {
    change();
    if (this.#reported.get(name) === settings[name]) return;
    this.#reported.set(name, settings[name]);
    this.#peer.lineSettings?.(settings);
  }

  #answer(code: number, value: readonly number[]): void {
    const doubled = value.flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte]));
    this.#send(IAC, SB, option.comPort, code, ...doubled, IAC, SE);
  }

  #send(...bytes: number[]): void {
    this.#peer.send(Uint8Array.from(bytes));
  }
}

const flowControls: Readonly<Record<number, string>> = {
  1: 'none',
  2: 'XON/XOFF',
  3: 'hardware',
  14: 'none (inbound)',
  15: 'XON/XOFF (inbound)',
  16: 'hardware (inbound)',
  17: 'DCD (outbound)',
  18: 'DTR (inbound)',
  19: 'DSR (outbound)',
};
