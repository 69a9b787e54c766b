/**
 * What every room needs of files and messages: files that are written whole or not at all, JSON lines that know where they
 * stand, the one exception for what a user can put right. Uses no other room.
 */
package upft.io;
