/** The few web globals that code of every side may use: they exist in pages, workers and Node alike. */
declare class URL {
  constructor(url: string, base?: string | URL);
  static canParse(url: string, base?: string): boolean;
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly host: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly searchParams: { get(name: string): string | null };
}
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}
declare function structuredClone<T>(value: T): T;
declare class AbortSignal {
  readonly aborted: boolean;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare class CryptoKey {
  readonly type: string;
}
type AesGcm = { readonly name: 'AES-GCM'; readonly iv: Uint8Array<ArrayBuffer>; readonly additionalData: Uint8Array<ArrayBuffer> };
type Hkdf = { readonly name: 'HKDF'; readonly hash: 'SHA-256'; readonly salt: Uint8Array<ArrayBuffer>; readonly info: Uint8Array<ArrayBuffer> };
declare const crypto: {
  readonly subtle: {
    importKey(format: 'raw', data: Uint8Array<ArrayBuffer>, way: 'HKDF', extractable: false, uses: ['deriveKey']): Promise<CryptoKey>;
    deriveKey(
      way: Hkdf,
      secret: CryptoKey,
      made: { readonly name: 'AES-GCM'; readonly length: 256 },
      extractable: false,
      uses: ['encrypt', 'decrypt'],
    ): Promise<CryptoKey>;
    encrypt(way: AesGcm, key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    decrypt(way: AesGcm, key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  };
};
