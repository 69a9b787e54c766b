/**
 * What long tasks share: progress, cancelling, bills, and random numbers by position. Uses no other room.
 */
package upft.task;
