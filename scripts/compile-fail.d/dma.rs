// SPDX-License-Identifier: GPL-2.0

//! How memory for DMA can't be used.  See scripts/compile-fail for what the comments are.

use kernel::{
    device::{
        Bound,
        Device, //
    },
    dma::{
        mapping::{
            FromDevice,
            ToDevice, //
        },
        CoherentView,
        DmaBuffer,
        Mapping,
        Pool,
        SgMapping, //
    },
    io::{
        Io,
        Region, //
    },
    prelude::*,
    ptr::Alignment, //
};

fn wants_4096(ring: CoherentView<'_, Region<4096>>) {
    ring.write32(1, 4092);
}

/// A buffer that is too small.
pub fn buffer_size(dev: &Device<Bound>) -> Result {
    wants_4096(DmaBuffer::<4096>::zeroed(dev, GFP_KERNEL)?.first());
    //- wants_4096(DmaBuffer::<2048>::zeroed(dev, GFP_KERNEL)?.first()); //~ The buffer is too small
    Ok(())
}

/// An index that is out of bounds.
pub fn buffer_index(buf: &DmaBuffer<'_, 4096>) {
    buf.write32(1, 4092);
    //- buf.write32(1, 4096); //~ rust_build_error
}

/// Memory that outlives the time in which the device is bound.
pub fn buffer_lifetime(dev: &Device<Bound>) -> Result<DmaBuffer<'_, 4096>> {
    //- let buf: DmaBuffer<'static, 4096> = DmaBuffer::zeroed(dev, GFP_KERNEL)?; //~ lifetime may not live long enough
    DmaBuffer::zeroed(dev, GFP_KERNEL)
}

/// The same for a mapping.
pub fn mapping_lifetime(dev: &Device<Bound>, mem: KVec<u8>) -> Result {
    //- let dev: &'static Device<Bound> = dev; //~ lifetime may not live long enough
    let _map: Mapping<'_, _, ToDevice> = Mapping::new(dev, mem)?;
    Ok(())
}

/// Memory that the device may be accessing.
pub fn mapping_in_flight(dev: &Device<Bound>, mem: KVec<u8>) -> Result {
    let map = Mapping::<_, ToDevice>::new(dev, mem)?;
    //- let _ = mem.first(); //~ borrow of moved value
    let mem = map.unmap();
    let _ = mem.first();
    Ok(())
}

/// An address that is used after the memory was unmapped.
pub fn mapping_after_unmap(dev: &Device<Bound>, mem: KVec<u8>) -> Result {
    let map = Mapping::<_, FromDevice>::new(dev, mem)?;
    let _mem = map.unmap();
    //- let _ = map.dma_address(); //~ borrow of moved value
    Ok(())
}

/// Access in the wrong direction.
pub fn mapping_direction(dev: &Device<Bound>, mem: KVec<u8>, other: KVec<u8>) -> Result {
    let mut to = Mapping::<_, ToDevice>::new(dev, mem)?;
    let mut from = Mapping::<_, FromDevice>::new(dev, other)?;
    to.sync_for_cpu().write(0, &[1])?;
    from.sync_for_cpu().read(0, &mut [0])?;
    //- to.sync_for_cpu().read(0, &mut [0])?; //~ the trait bound .*DeviceWrites.* is not satisfied|method `read` exists .* but its trait bounds were not satisfied
    //- from.sync_for_cpu().write(0, &[1])?; //~ the trait bound .*DeviceReads.* is not satisfied|method `write` exists .* but its trait bounds were not satisfied
    Ok(())
}

/// Unmapping memory that the CPU is accessing.
pub fn mapping_synced(dev: &Device<Bound>, mem: KVec<u8>) -> Result {
    let mut map = Mapping::<_, FromDevice>::new(dev, mem)?;
    let synced = map.sync_for_cpu();
    //- let _ = map.unmap(); //~ cannot move out of `map` because it is borrowed
    synced.read(0, &mut [0])
}

/// All of this with memory in pieces.
pub fn sg(dev: &Device<Bound>, mem: VVec<u8>, other: VVec<u8>) -> Result {
    let mut to = SgMapping::<_, ToDevice>::new(dev, mem)?;
    let mut from = SgMapping::<_, FromDevice>::new(dev, other)?;
    to.sync_for_cpu().write(0, &[1])?;
    //- to.sync_for_cpu().read(0, &mut [0])?; //~ the trait bound .*DeviceWrites.* is not satisfied|method `read` exists .* but its trait bounds were not satisfied
    let synced = from.sync_for_cpu();
    //- let _ = from.unmap(); //~ cannot move out of `from` because it is borrowed
    synced.read(0, &mut [0])?;
    drop(synced);
    let pieces = from.table().iter();
    //- drop(from.unmap()); //~ cannot move out of `from` because it is borrowed
    let _ = pieces.count();
    //- let from: SgMapping<'static, u8, FromDevice> = from; //~ lifetime may not live long enough
    drop(from.unmap());
    Ok(())
}

/// A block that outlives its pool.
pub fn pool_lifetime(dev: &Device<Bound>) -> Result {
    let pool = Pool::<[u64; 8]>::new(dev, c"pool", Alignment::new::<64>(), None)?;
    let block = pool.zeroed(GFP_KERNEL)?;
    //- drop(pool); //~ cannot move out of `pool` because it is borrowed
    let _ = block.dma_address();
    Ok(())
}

//= straight: index
/// No check is left of a constant index.
#[no_mangle]
pub fn index(buf: &DmaBuffer<'_, 4096>) -> u32 {
    buf.write32(1, 4092);
    buf.read32(8)
}

// Its size costs nothing.
const _: () = assert!(size_of::<DmaBuffer<'_, 4096>>() == size_of::<kernel::dma::Coherent<[u8; 4096]>>());
