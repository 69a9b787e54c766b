/**
 * Whether one device computes what another does.
 */
package upft.bench.device;
