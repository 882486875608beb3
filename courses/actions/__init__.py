"""What can happen in learning. What a learner does is private: it is not written in the editors' history."""
