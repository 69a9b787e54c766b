/**
 * Problems and sets of them, and how they are read from JSONL. May use {@code io} and {@code task}.
 */
package upft.data;
