/** {@code upft bench kernel}: drives installed kernels from outside, ours and others', and times what a client sees. */
package upft.kernel.bench;
