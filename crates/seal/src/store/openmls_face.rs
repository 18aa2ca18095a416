//! The store under the names OpenMLS asks for (its `StorageProvider`).
//!
//! Nothing but names: each function says which slot it means. Queued proposals keep a list of
//! references beside the proposals, because OpenMLS asks for them in order. Next: [`super::Store`].

use super::{Slot, Store, StoreError};
use crate::cbor;
use openmls_traits::storage::{CURRENT_VERSION, StorageProvider, traits};
use serde::Serialize;
use serde_bytes::ByteBuf;

type List = Vec<ByteBuf>;

fn epoch_name(
    group: &impl Serialize,
    epoch: &impl Serialize,
    leaf: u32,
) -> Result<(ByteBuf, ByteBuf, u32), StoreError> {
    let encode =
        |bytes: Result<Vec<u8>, cbor::Malformed>| bytes.map(ByteBuf::from).map_err(|_| StoreError);
    Ok((
        encode(cbor::encode(group))?,
        encode(cbor::encode(epoch))?,
        leaf,
    ))
}

fn pair(group: &impl Serialize, inner: &[u8]) -> Result<(ByteBuf, ByteBuf), StoreError> {
    let group = cbor::encode(group).map_err(|_| StoreError)?;
    Ok((ByteBuf::from(group), ByteBuf::from(inner.to_vec())))
}

/// One value a group: how it is written, read and deleted, its kind, and its slot.
macro_rules! values {
    ($($write:ident, $read:ident, $delete:ident: $kind:ident in $slot:ident;)+) => {$(
        fn $write<G: traits::GroupId<CURRENT_VERSION>, V: traits::$kind<CURRENT_VERSION>>(
            &self,
            group_id: &G,
            value: &V,
        ) -> Result<(), StoreError> {
            self.put(Slot::$slot, group_id, value)
        }
        fn $read<G: traits::GroupId<CURRENT_VERSION>, V: traits::$kind<CURRENT_VERSION>>(
            &self,
            group_id: &G,
        ) -> Result<Option<V>, StoreError> {
            self.get(Slot::$slot, group_id)
        }
        fn $delete<G: traits::GroupId<CURRENT_VERSION>>(
            &self,
            group_id: &G,
        ) -> Result<(), StoreError> {
            self.delete(Slot::$slot, group_id)
        }
    )+};
}

impl StorageProvider<CURRENT_VERSION> for Store {
    type Error = StoreError;

    values! {
        write_mls_join_config, mls_group_join_config, delete_group_config: MlsGroupJoinConfig in JoinConfig;
        write_tree, tree, delete_tree: TreeSync in Tree;
        write_interim_transcript_hash, interim_transcript_hash, delete_interim_transcript_hash: InterimTranscriptHash in InterimHash;
        write_context, group_context, delete_context: GroupContext in Context;
        write_confirmation_tag, confirmation_tag, delete_confirmation_tag: ConfirmationTag in ConfirmationTag;
        write_message_secrets, message_secrets, delete_message_secrets: MessageSecrets in MessageSecrets;
        write_resumption_psk_store, resumption_psk_store, delete_all_resumption_psk_secrets: ResumptionPskStore in ResumptionSecrets;
        write_own_leaf_index, own_leaf_index, delete_own_leaf_index: LeafNodeIndex in OwnIndex;
        write_group_epoch_secrets, group_epoch_secrets, delete_group_epoch_secrets: GroupEpochSecrets in EpochSecrets;
    }
    fn write_group_state<
        V: traits::GroupState<CURRENT_VERSION>,
        G: traits::GroupId<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
        value: &V,
    ) -> Result<(), StoreError> {
        self.put(Slot::GroupState, group_id, value)
    }
    fn group_state<V: traits::GroupState<CURRENT_VERSION>, G: traits::GroupId<CURRENT_VERSION>>(
        &self,
        group_id: &G,
    ) -> Result<Option<V>, StoreError> {
        self.get(Slot::GroupState, group_id)
    }
    fn delete_group_state<G: traits::GroupId<CURRENT_VERSION>>(
        &self,
        group_id: &G,
    ) -> Result<(), StoreError> {
        self.delete(Slot::GroupState, group_id)
    }

    fn append_own_leaf_node<
        G: traits::GroupId<CURRENT_VERSION>,
        V: traits::LeafNode<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
        leaf_node: &V,
    ) -> Result<(), StoreError> {
        let mut list: List = self.get(Slot::OwnLeaves, group_id)?.unwrap_or_default();
        list.push(ByteBuf::from(
            cbor::encode(leaf_node).map_err(|_| StoreError)?,
        ));
        self.put(Slot::OwnLeaves, group_id, &list)
    }
    fn own_leaf_nodes<G: traits::GroupId<CURRENT_VERSION>, V: traits::LeafNode<CURRENT_VERSION>>(
        &self,
        group_id: &G,
    ) -> Result<Vec<V>, StoreError> {
        let list: List = self.get(Slot::OwnLeaves, group_id)?.unwrap_or_default();
        list.iter()
            .map(|bytes| cbor::decode_own(bytes).map_err(|_| StoreError))
            .collect()
    }
    fn delete_own_leaf_nodes<G: traits::GroupId<CURRENT_VERSION>>(
        &self,
        group_id: &G,
    ) -> Result<(), StoreError> {
        self.delete(Slot::OwnLeaves, group_id)
    }

    fn queue_proposal<
        G: traits::GroupId<CURRENT_VERSION>,
        R: traits::ProposalRef<CURRENT_VERSION>,
        P: traits::QueuedProposal<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
        proposal_ref: &R,
        proposal: &P,
    ) -> Result<(), StoreError> {
        let reference = cbor::encode(proposal_ref).map_err(|_| StoreError)?;
        self.put(Slot::Proposal, &pair(group_id, &reference)?, proposal)?;
        let mut list: List = self.get(Slot::ProposalList, group_id)?.unwrap_or_default();
        if !list.iter().any(|known| **known == reference) {
            list.push(ByteBuf::from(reference));
        }
        self.put(Slot::ProposalList, group_id, &list)
    }
    fn queued_proposal_refs<
        G: traits::GroupId<CURRENT_VERSION>,
        R: traits::ProposalRef<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
    ) -> Result<Vec<R>, StoreError> {
        let list: List = self.get(Slot::ProposalList, group_id)?.unwrap_or_default();
        list.iter()
            .map(|bytes| cbor::decode_own(bytes).map_err(|_| StoreError))
            .collect()
    }
    fn queued_proposals<
        G: traits::GroupId<CURRENT_VERSION>,
        R: traits::ProposalRef<CURRENT_VERSION>,
        P: traits::QueuedProposal<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
    ) -> Result<Vec<(R, P)>, StoreError> {
        let list: List = self.get(Slot::ProposalList, group_id)?.unwrap_or_default();
        list.iter()
            .map(|reference| {
                let proposal = self
                    .get(Slot::Proposal, &pair(group_id, reference)?)?
                    .ok_or(StoreError)?;
                Ok((
                    cbor::decode_own(reference).map_err(|_| StoreError)?,
                    proposal,
                ))
            })
            .collect()
    }
    fn remove_proposal<
        G: traits::GroupId<CURRENT_VERSION>,
        R: traits::ProposalRef<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
        proposal_ref: &R,
    ) -> Result<(), StoreError> {
        let reference = cbor::encode(proposal_ref).map_err(|_| StoreError)?;
        self.delete(Slot::Proposal, &pair(group_id, &reference)?)?;
        let mut list: List = self.get(Slot::ProposalList, group_id)?.unwrap_or_default();
        list.retain(|known| **known != reference);
        if list.is_empty() {
            self.delete(Slot::ProposalList, group_id)
        } else {
            self.put(Slot::ProposalList, group_id, &list)
        }
    }
    fn clear_proposal_queue<
        G: traits::GroupId<CURRENT_VERSION>,
        R: traits::ProposalRef<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
    ) -> Result<(), StoreError> {
        let list: List = self.get(Slot::ProposalList, group_id)?.unwrap_or_default();
        for reference in &list {
            self.delete(Slot::Proposal, &pair(group_id, reference)?)?;
        }
        self.delete(Slot::ProposalList, group_id)
    }

    fn write_signature_key_pair<
        K: traits::SignaturePublicKey<CURRENT_VERSION>,
        P: traits::SignatureKeyPair<CURRENT_VERSION>,
    >(
        &self,
        public_key: &K,
        signature_key_pair: &P,
    ) -> Result<(), StoreError> {
        self.put(Slot::SignatureKey, public_key, signature_key_pair)
    }
    fn signature_key_pair<
        K: traits::SignaturePublicKey<CURRENT_VERSION>,
        P: traits::SignatureKeyPair<CURRENT_VERSION>,
    >(
        &self,
        public_key: &K,
    ) -> Result<Option<P>, StoreError> {
        self.get(Slot::SignatureKey, public_key)
    }
    fn delete_signature_key_pair<K: traits::SignaturePublicKey<CURRENT_VERSION>>(
        &self,
        public_key: &K,
    ) -> Result<(), StoreError> {
        self.delete(Slot::SignatureKey, public_key)
    }

    fn write_encryption_key_pair<
        K: traits::EncryptionKey<CURRENT_VERSION>,
        P: traits::HpkeKeyPair<CURRENT_VERSION>,
    >(
        &self,
        public_key: &K,
        key_pair: &P,
    ) -> Result<(), StoreError> {
        self.put(Slot::EncryptionKey, public_key, key_pair)
    }
    fn encryption_key_pair<
        P: traits::HpkeKeyPair<CURRENT_VERSION>,
        K: traits::EncryptionKey<CURRENT_VERSION>,
    >(
        &self,
        public_key: &K,
    ) -> Result<Option<P>, StoreError> {
        self.get(Slot::EncryptionKey, public_key)
    }
    fn delete_encryption_key_pair<K: traits::EncryptionKey<CURRENT_VERSION>>(
        &self,
        public_key: &K,
    ) -> Result<(), StoreError> {
        self.delete(Slot::EncryptionKey, public_key)
    }

    fn write_encryption_epoch_key_pairs<
        G: traits::GroupId<CURRENT_VERSION>,
        E: traits::EpochKey<CURRENT_VERSION>,
        P: traits::HpkeKeyPair<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
        epoch: &E,
        leaf_index: u32,
        key_pairs: &[P],
    ) -> Result<(), StoreError> {
        self.put(
            Slot::EpochKeys,
            &epoch_name(group_id, epoch, leaf_index)?,
            &key_pairs,
        )
    }
    fn encryption_epoch_key_pairs<
        G: traits::GroupId<CURRENT_VERSION>,
        E: traits::EpochKey<CURRENT_VERSION>,
        P: traits::HpkeKeyPair<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
        epoch: &E,
        leaf_index: u32,
    ) -> Result<Vec<P>, StoreError> {
        Ok(self
            .get(Slot::EpochKeys, &epoch_name(group_id, epoch, leaf_index)?)?
            .unwrap_or_default())
    }
    fn delete_encryption_epoch_key_pairs<
        G: traits::GroupId<CURRENT_VERSION>,
        E: traits::EpochKey<CURRENT_VERSION>,
    >(
        &self,
        group_id: &G,
        epoch: &E,
        leaf_index: u32,
    ) -> Result<(), StoreError> {
        self.delete(Slot::EpochKeys, &epoch_name(group_id, epoch, leaf_index)?)
    }

    fn write_key_package<
        H: traits::HashReference<CURRENT_VERSION>,
        K: traits::KeyPackage<CURRENT_VERSION>,
    >(
        &self,
        hash_ref: &H,
        key_package: &K,
    ) -> Result<(), StoreError> {
        self.put(Slot::KeyPackage, hash_ref, key_package)
    }
    fn key_package<
        H: traits::HashReference<CURRENT_VERSION>,
        K: traits::KeyPackage<CURRENT_VERSION>,
    >(
        &self,
        hash_ref: &H,
    ) -> Result<Option<K>, StoreError> {
        self.get(Slot::KeyPackage, hash_ref)
    }
    fn delete_key_package<H: traits::HashReference<CURRENT_VERSION>>(
        &self,
        hash_ref: &H,
    ) -> Result<(), StoreError> {
        self.delete(Slot::KeyPackage, hash_ref)
    }

    fn write_psk<I: traits::PskId<CURRENT_VERSION>, B: traits::PskBundle<CURRENT_VERSION>>(
        &self,
        psk_id: &I,
        psk: &B,
    ) -> Result<(), StoreError> {
        self.put(Slot::Psk, psk_id, psk)
    }
    fn psk<B: traits::PskBundle<CURRENT_VERSION>, I: traits::PskId<CURRENT_VERSION>>(
        &self,
        psk_id: &I,
    ) -> Result<Option<B>, StoreError> {
        self.get(Slot::Psk, psk_id)
    }
    fn delete_psk<I: traits::PskId<CURRENT_VERSION>>(&self, psk_id: &I) -> Result<(), StoreError> {
        self.delete(Slot::Psk, psk_id)
    }
}
