import { serveCommands } from './serve-commands.ts';

// Loaded before the server's own program, so that it says what it has used.
serveCommands({});
