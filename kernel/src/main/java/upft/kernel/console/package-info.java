/** The terminal: cells' output on it ({@link upft.kernel.console.TerminalOutput}), and a session typed at it. */
package upft.kernel.console;
