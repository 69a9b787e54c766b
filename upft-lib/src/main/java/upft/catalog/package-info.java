/**
 * Models and data sets by name or path. May use all rooms.
 */
package upft.catalog;
