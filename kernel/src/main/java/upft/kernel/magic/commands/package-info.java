/** The magics, one class each: its syntax, its help and what it does. All of it is a thin layer over the library. */
package upft.kernel.magic.commands;
