/**
 * The frame of the benchmarks: values measured in turns, rows that compare ours with a rival's, the table and the JSON they
 * are shown as, and the processes that do the measuring. Knows nothing of what is measured; may use all rooms.
 */
package upft.bench;
