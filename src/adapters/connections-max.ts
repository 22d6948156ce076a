/**
 * Connections that one server holds: 1,000 idle clients and 1,000 slow ones leave room for others. Each takes 10 to 30 kB, and its
 * server's limits of time end it.
 */
export const CONNECTIONS_MAX = 5000;
