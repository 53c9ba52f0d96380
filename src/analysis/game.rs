//! Simple games: who wins a vote, who blocks it, and with whom.
