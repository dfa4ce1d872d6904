import { createServer } from 'node:http';

const contact = `<!doctype html><html lang="en"><head><title>Contact, Vinterbarn</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Person","name":"Linnea Bergström","jobTitle":"Shop owner",
"email":"linnea@vinterbarn.example","telephone":"+49 40 55500177","worksFor":{"@type":"Organization","name":"Vinterbarn"}}</script></head>
<body><main><h1>Contact</h1><p>Write to <a href="mailto:linnea@vinterbarn.example">Linnea Bergström</a>.</p></main></body></html>`;
const article = `<!doctype html><html lang="en"><head><title>News</title><meta property="og:type" content="article"></head>
<body><article><h1>Harbour fair opens</h1><p>By Alex Writer. The fair opens on Friday, said Robin Spokesperson of the council.</p></article></body></html>`;

/** A site on loopback with a contact page under `/contact`; every other page is an article that names people who are nobody's lead. */
export type WebSite = { readonly origin: string; readonly close: () => Promise<void> };

/** Starts the site. */
export async function startSite(): Promise<WebSite> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(request.url?.startsWith('/contact') === true ? contact : article);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
