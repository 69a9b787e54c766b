/** The other side of the protocol: finds installed kernels, starts them and asks them things, as Jupyter does. */
package upft.kernel.client;
