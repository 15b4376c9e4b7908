//! Text in the encodings that files come in: UTF-8 with or without a mark, UTF-16 of either order.

use std::io::{self, BufRead, BufReader, Read};

const BLOCK: usize = 64 << 10;

/// The same text as UTF-8 without a mark.
pub(super) fn decoded<'a>(mut reader: impl BufRead + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
    let head = reader.fill_buf()?;
    let order = match head {
        [0xEF, 0xBB, 0xBF, ..] => {
            reader.consume(3);
            None
        }
        [0xFF, 0xFE, ..] => Some((Order::Little, 2)),
        [0xFE, 0xFF, ..] => Some((Order::Big, 2)),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some((Order::Little, 0)),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some((Order::Big, 0)),
        _ => None,
    };
    let Some((order, mark)) = order else { return Ok(Box::new(reader)) };
    reader.consume(mark);
    let units = Utf16 { reader, order, high: None, ready: Vec::new(), taken: 0 };
    Ok(Box::new(BufReader::with_capacity(BLOCK, units)))
}

/// Which byte of a unit comes first.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

struct Utf16<R> {
    reader: R,
    order: Order,
    /// The first half of a character whose other half has not come yet.
    high: Option<u16>,
    ready: Vec<u8>,
    taken: usize,
}

impl<R: BufRead> Utf16<R> {
    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.taken = 0;
        let mut block = Vec::with_capacity(BLOCK);
        self.reader.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        let units = block.chunks_exact(2).map(|pair| match self.order {
            Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
            Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
        });
        let mut units: Vec<u16> = self.high.take().into_iter().chain(units).collect();
        let is_whole = block.len() < BLOCK;
        if !is_whole {
            self.high = units.pop_if(|last| (0xD800..0xDC00).contains(last));
        }
        let text: String =
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.ready = text.into_bytes();
        Ok(())
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.ready.len() {
            self.refill()?;
        }
        let length = into.len().min(self.ready.len() - self.taken);
        into[..length].copy_from_slice(&self.ready[self.taken..self.taken + length]);
        self.taken += length;
        Ok(length)
    }
}
