//! The program on a real disk: folders that follow every change, and processes that are killed.

mod desk;
mod killed;
mod watch;
