/**
 * Whole methods run and compared. May use all rooms before it, and Tablesaw for its tables.
 */
package upft.experiment;
