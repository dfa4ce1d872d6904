/** What the tests ask of Chromium's own interfaces inside a page or worker of the extension. */
declare var chrome: {
  readonly tabs: { query(filter: object): Promise<readonly { readonly id?: number; readonly url?: string }[]> };
  readonly runtime: { sendMessage(message: object): Promise<unknown>; getManifest(): { readonly commands?: object } };
  readonly storage: { readonly session: { get(key: string | null): Promise<Record<string, unknown>> } };
};
