"""组织机构与制度: who answers for what, and which regulations bind."""
