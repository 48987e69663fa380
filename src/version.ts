/** The version of this package: part of what decides a result. */
export const version = '0.1.0'
