// Replaced by the sign-in feature's owner: see actorOf.
