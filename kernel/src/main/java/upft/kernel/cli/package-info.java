/** The commands of {@code ./upft}: what is typed, what is printed, and exit codes. The work is done elsewhere. */
package upft.kernel.cli;
