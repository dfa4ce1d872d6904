// The extension's tests run against real Dexie on an IndexedDB in memory.
import 'fake-indexeddb/auto';
