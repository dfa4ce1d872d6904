import * as fc from 'fast-check';

/**
 * Lists and texts of property tests get as long as their `maxLength` says. By itself fast-check draws some ten elements at most
 * whatever is asked for, and a test of two thousand lines would look at ten.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), defaultSizeToMaxWhenMaxSpecified: true });
