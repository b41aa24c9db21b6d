"""The words of contact blocks in the languages of press releases. Tables only; who reads them knows what they mean."""
